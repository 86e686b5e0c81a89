/**
 * The address of a view: which center, incident and unit, and where the map looks. It stands after the
 * "#", so it reaches no server and no log.
 */
export interface View {
    center: string;
    incident: string | null;
    unit: string | null;
    map: { latitude: number; longitude: number; zoom: number } | null;
}

export function readView(hash: string): View {
    const [center = '', query = ''] = hash.replace(/^#/, '').split('?');
    const search = new URLSearchParams(query);
    const [latitude, longitude, zoom] = (search.get('at') ?? '').split(',').map(Number);
    const isWhere = [latitude, longitude, zoom].every((n) => n !== undefined && Number.isFinite(n)) && search.has('at');
    return {
        center: decodeURIComponent(center),
        incident: search.get('i'),
        unit: search.get('u'),
        map: isWhere ? { latitude: latitude!, longitude: longitude!, zoom: zoom! } : null,
    };
}

export function writeView(view: View): string {
    const search = new URLSearchParams();
    if (view.incident !== null) search.set('i', view.incident);
    if (view.unit !== null) search.set('u', view.unit);
    if (view.map !== null) {
        const { latitude, longitude, zoom } = view.map;
        search.set('at', `${latitude.toFixed(5)},${longitude.toFixed(5)},${zoom.toFixed(2)}`);
    }
    const query = search.toString().replaceAll('%2C', ',');
    return `#${encodeURIComponent(view.center)}${query === '' ? '' : `?${query}`}`;
}
