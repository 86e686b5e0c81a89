import b612 from '@fontsource/b612/files/b612-latin-400-normal.woff2?url';
import b612Bold from '@fontsource/b612/files/b612-latin-700-normal.woff2?url';
import notoCyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url';
import notoGreek from '@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff2?url';
import notoLatinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import notoVietnamese from '@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff2?url';
import type {
    DataDrivenPropertyValueSpecification,
    ExpressionSpecification,
    LayerSpecification,
    StyleSpecification,
} from 'maplibre-gl';
import type { CenterInfo } from '../contract';
import type { Palette } from '../palette';

/** The deepest zoom with tiles of its own; closer views enlarge these. */
const TILE_MAX_ZOOM = 14;

/** Up to the first zoom roads are drawn as thin lines, from the second on as ways with edges. */
const FAR_ZOOM = 12;
const NEAR_ZOOM = 13.5;

const MAIN = ['motorway', 'trunk', 'primary', 'motorway_link', 'trunk_link', 'primary_link'];
const MIDDLE = ['secondary', 'tertiary', 'secondary_link', 'tertiary_link'];
const SMALL = ['service', 'track', 'living_street', 'pedestrian'];
const PATHS = ['footway', 'path', 'steps', 'cycleway', 'bridleway'];

const MINOR_PLACES = ['park', 'university', 'cemetery', 'stadium', 'townhall', 'museum'];

/** Sources of our own that are filled from the board. */
export const LIVE_SOURCES = ['coverage', 'drawings', 'hazards', 'landmarks', 'closures', 'routes', 'stations', 'incidents', 'units', 'sketch', 'picks', 'moveups'] as const;
export type LiveSource = (typeof LIVE_SOURCES)[number];

/** The whole look of the map: backdrop from tiles, then what is live. No glyph files: text is drawn from our fonts. */
export function mapStyle(center: CenterInfo, palette: Palette, origin: string): StyleSpecification {
    const live = Object.fromEntries(
        LIVE_SOURCES.map((name) => [
            name,
            { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } },
        ]),
    );
    return {
        version: 8,
        'font-faces': {
            B612: fontFaces(b612, origin),
            'B612 Bold': fontFaces(b612Bold, origin),
        },
        sources: {
            town: {
                type: 'vector',
                tiles: [`${origin}/tiles/${encodeURIComponent(center.id)}/{z}/{x}/{y}.mvt`],
                maxzoom: TILE_MAX_ZOOM,
            },
            ...live,
        },
        layers: [...backdrop(palette), ...overlays(palette)],
    };
}

function fontFaces(latin: string, origin: string) {
    const at = (path: string): string => new URL(path, origin).href;
    return [
        { url: at(latin), 'unicode-range': ['U+0-FF', 'U+131', 'U+152-153', 'U+2000-206F', 'U+20AC'] },
        { url: at(notoLatinExt), 'unicode-range': ['U+100-2BA', 'U+1E00-1E9F', 'U+1EF2-1EFF', 'U+2C60-2C7F'] },
        { url: at(notoVietnamese), 'unicode-range': ['U+300-301', 'U+303-304', 'U+308-309', 'U+323', 'U+1EA0-1EF1'] },
        { url: at(notoGreek), 'unicode-range': ['U+370-3FF'] },
        { url: at(notoCyrillic), 'unicode-range': ['U+400-45F', 'U+490-491', 'U+4B0-4B1', 'U+2116'] },
    ];
}

const is = (classes: string[]): ExpressionSpecification => ['in', ['get', 'class'], ['literal', classes]];
const FONT = ['B612'];
const BOLD = ['B612 Bold'];

function roadWidth(wider: number): DataDrivenPropertyValueSpecification<number> {
    const at = (main: number, middle: number, normal: number, small: number): ExpressionSpecification => [
        'case',
        is(MAIN),
        main + wider,
        is(MIDDLE),
        middle + wider,
        is(SMALL),
        small + wider,
        normal + wider,
    ];
    return [
        'interpolate',
        ['exponential', 1.5],
        ['zoom'],
        10,
        at(1.6, 0.9, 0.3, 0.1),
        14,
        at(5, 3.6, 2.2, 1.2),
        18,
        at(24, 20, 14, 8),
    ];
}

function backdrop(palette: Palette): LayerSpecification[] {
    const c = palette.map;
    return [
        { id: 'land', type: 'background', paint: { 'background-color': c.land } },
        {
            id: 'landuse',
            type: 'fill',
            source: 'town',
            'source-layer': 'landuse',
            paint: {
                'fill-color': [
                    'match',
                    ['get', 'class'],
                    ['forest', 'wood', 'grass', 'park', 'meadow', 'cemetery', 'recreation_ground', 'farmland', 'orchard', 'scrub', 'garden'],
                    c.green,
                    c.built,
                ],
            },
        },
        { id: 'water', type: 'fill', source: 'town', 'source-layer': 'water', paint: { 'fill-color': c.water } },
        {
            id: 'waterway',
            type: 'line',
            source: 'town',
            'source-layer': 'waterway',
            paint: { 'line-color': c.water, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1, 16, 6] },
        },
        {
            id: 'building',
            type: 'fill',
            source: 'town',
            'source-layer': 'building',
            minzoom: 13,
            paint: { 'fill-color': c.building },
        },
        {
            id: 'boundary',
            type: 'line',
            source: 'town',
            'source-layer': 'boundary',
            paint: {
                'line-color': c.rail,
                'line-width': ['case', ['<=', ['get', 'level'], 4], 1.6, 0.8],
                'line-dasharray': [4, 2, 1, 2],
            },
        },
        {
            id: 'rail',
            type: 'line',
            source: 'town',
            'source-layer': 'rail',
            paint: { 'line-color': c.rail, 'line-width': 1.4, 'line-dasharray': [5, 2] },
        },
        {
            id: 'path',
            type: 'line',
            source: 'town',
            'source-layer': 'road',
            minzoom: 15,
            filter: is(PATHS),
            paint: { 'line-color': c.road, 'line-width': 1, 'line-dasharray': [3, 2] },
        },
        {
            id: 'road-edge',
            type: 'line',
            source: 'town',
            'source-layer': 'road',
            minzoom: FAR_ZOOM,
            filter: ['!', is(PATHS)],
            layout: { 'line-cap': 'round', 'line-join': 'round' },
            paint: {
                'line-color': c.roadEdge,
                'line-width': roadWidth(1.6),
                'line-opacity': ['interpolate', ['linear'], ['zoom'], FAR_ZOOM, 0, NEAR_ZOOM, 1],
            },
        },
        {
            id: 'road',
            type: 'line',
            source: 'town',
            'source-layer': 'road',
            filter: ['!', is(PATHS)],
            layout: { 'line-cap': 'round', 'line-join': 'round' },
            paint: {
                'line-color': [
                    'interpolate',
                    ['linear'],
                    ['zoom'],
                    FAR_ZOOM,
                    ['case', is(MAIN), c.farMain, is(MIDDLE), c.farMiddle, c.farSmall],
                    NEAR_ZOOM,
                    ['case', is([...MAIN, ...MIDDLE]), c.roadMain, c.road],
                ],
                'line-width': roadWidth(0),
            },
        },
        {
            id: 'road-name',
            type: 'symbol',
            source: 'town',
            'source-layer': 'road',
            minzoom: 13,
            filter: ['has', 'name'],
            layout: {
                'symbol-placement': 'line',
                'symbol-spacing': 320,
                'text-field': ['get', 'name'],
                'text-font': FONT,
                'text-size': 11,
                'text-max-angle': 30,
            },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
        },
        {
            id: 'waterway-name',
            type: 'symbol',
            source: 'town',
            'source-layer': 'waterway',
            minzoom: 12,
            filter: ['has', 'name'],
            layout: {
                'symbol-placement': 'line',
                'symbol-spacing': 500,
                'text-field': ['get', 'name'],
                'text-font': FONT,
                'text-size': 11,
            },
            paint: { 'text-color': c.waterText, 'text-halo-color': c.halo, 'text-halo-width': 1.2 },
        },
        {
            id: 'housenumber',
            type: 'symbol',
            source: 'town',
            'source-layer': 'housenumber',
            minzoom: 17,
            layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 10, 'text-padding': 4 },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.2 },
        },
        {
            id: 'place-minor',
            type: 'symbol',
            source: 'town',
            'source-layer': 'place',
            minzoom: 15,
            filter: is(MINOR_PLACES),
            layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11, 'text-max-width': 9 },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
        },
        {
            id: 'place',
            type: 'symbol',
            source: 'town',
            'source-layer': 'place',
            filter: ['!', is(MINOR_PLACES)],
            layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13, 'text-max-width': 9 },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
        },
    ];
}

function overlays(palette: Palette): LayerSpecification[] {
    const c = palette.map;
    return [
        {
            // What no free unit reaches in time: hatched, so that it needs no colour.
            id: 'coverage',
            type: 'fill',
            source: 'coverage',
            paint: { 'fill-pattern': 'late', 'fill-antialias': false },
        },
        {
            // A proposal, and nothing yet: dashed.
            id: 'moveup',
            type: 'line',
            source: 'moveups',
            layout: { 'line-cap': 'round' },
            paint: { 'line-color': c.text, 'line-width': 2.5, 'line-dasharray': [1, 2.5] },
        },
        {
            // Drawn by people: violet ink is no state's colour, and each has its words.
            id: 'drawing-area',
            type: 'fill',
            source: 'drawings',
            filter: ['==', ['geometry-type'], 'Polygon'],
            paint: { 'fill-color': c.drawing, 'fill-opacity': 0.12 },
        },
        {
            id: 'drawing',
            type: 'line',
            source: 'drawings',
            filter: ['!=', ['geometry-type'], 'Point'],
            layout: { 'line-cap': 'round', 'line-join': 'round' },
            paint: { 'line-color': c.drawing, 'line-width': 3 },
        },
        {
            id: 'hazard',
            type: 'fill',
            source: 'hazards',
            filter: ['==', ['geometry-type'], 'Polygon'],
            paint: { 'fill-color': palette.warning, 'fill-opacity': 0.18 },
        },
        {
            id: 'hazard-edge',
            type: 'line',
            source: 'hazards',
            filter: ['==', ['geometry-type'], 'Polygon'],
            paint: { 'line-color': palette.warningText, 'line-width': 1.5, 'line-dasharray': [2, 2] },
        },
        {
            id: 'landmarks',
            type: 'symbol',
            source: 'landmarks',
            layout: {
                'icon-image': ['get', 'icon'],
                'icon-allow-overlap': true,
                'text-field': ['step', ['zoom'], '', 15, ['get', 'name']],
                'text-font': FONT,
                'text-size': 10,
                'text-anchor': 'top',
                'text-offset': [0, 0.8],
                'text-optional': true,
            },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
        },
        {
            id: 'closure-edge',
            type: 'line',
            source: 'closures',
            layout: { 'line-cap': 'butt' },
            paint: { 'line-color': c.halo, 'line-width': 9 },
        },
        {
            id: 'closure',
            type: 'line',
            source: 'closures',
            // What is only slow is thinner, and says how slow instead of the sign.
            paint: { 'line-color': c.closure, 'line-width': ['case', ['get', 'slow'], 3, 6], 'line-dasharray': [0.7, 0.5] },
        },
        {
            id: 'route',
            type: 'line',
            source: 'routes',
            layout: { 'line-cap': 'round', 'line-join': 'round' },
            paint: { 'line-color': c.route, 'line-width': 4, 'line-opacity': 0.8 },
        },
        {
            id: 'station',
            type: 'symbol',
            source: 'stations',
            minzoom: 11,
            layout: {
                'icon-image': 'station',
                'icon-allow-overlap': true,
                'text-field': ['get', 'name'],
                'text-font': FONT,
                'text-size': 11,
                'text-anchor': 'top',
                'text-offset': [0, 0.8],
                'text-optional': true,
            },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
        },
        {
            id: 'hazard-names',
            type: 'symbol',
            source: 'hazards',
            filter: ['==', ['geometry-type'], 'Point'],
            layout: {
                'icon-image': 'hazard',
                'icon-allow-overlap': true,
                'text-field': ['get', 'name'],
                'text-font': BOLD,
                'text-size': 11,
                'text-anchor': 'top',
                'text-offset': [0, 1],
                'text-optional': true,
            },
            paint: { 'text-color': palette.warningText, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
        },
        {
            id: 'drawing-names',
            type: 'symbol',
            source: 'drawings',
            filter: ['!=', ['get', 'name'], ''],
            layout: { 'text-field': ['get', 'name'], 'text-font': BOLD, 'text-size': 12, 'text-max-width': 12, 'text-allow-overlap': true },
            paint: { 'text-color': c.drawing, 'text-halo-color': c.halo, 'text-halo-width': 1.8 },
        },
        {
            id: 'closure-sign',
            type: 'symbol',
            source: 'closures',
            filter: ['==', ['geometry-type'], 'Point'],
            layout: {
                'icon-image': ['case', ['get', 'slow'], '', 'closed'],
                'icon-allow-overlap': true,
                'text-field': ['get', 'name'],
                'text-font': BOLD,
                'text-size': 11,
                'text-allow-overlap': true,
            },
            paint: { 'text-color': c.closure, 'text-halo-color': c.halo, 'text-halo-width': 1.8 },
        },
        {
            // Above the signs of closures: it is what is asked now.
            id: 'moveup-name',
            type: 'symbol',
            source: 'moveups',
            filter: ['==', ['geometry-type'], 'Point'],
            layout: {
                'text-justify': 'auto',
                'text-variable-anchor-offset': ['left', [0.7, 0], 'right', [-0.7, 0], 'top', [0, 0.7], 'bottom', [0, -0.7]],
                'text-field': ['get', 'name'],
                'text-font': BOLD,
                'text-size': 12,
                'text-allow-overlap': true,
            },
            paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 2 },
        },
        {
            id: 'incident-ring',
            type: 'circle',
            source: 'incidents',
            filter: ['==', ['get', 'selected'], true],
            paint: {
                'circle-radius': 17,
                'circle-color': 'transparent',
                'circle-stroke-color': palette.text,
                'circle-stroke-width': 2.5,
            },
        },
        {
            // The names of units; the units themselves are points of a layer of their own, below this one.
            id: 'unit-names',
            type: 'symbol',
            source: 'units',
            layout: {
                'text-field': ['get', 'name'],
                'text-font': BOLD,
                'text-size': 11,
                'text-variable-anchor-offset': ['top', [0, 0.9], 'left', [0.9, 0], 'right', [-0.9, 0], 'bottom', [0, -0.9]],
                'symbol-sort-key': ['get', 'rank'],
            },
            paint: { 'text-color': palette.text, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
        },
        {
            // Below the diamonds, so that no name covers one.
            id: 'incident-names',
            type: 'symbol',
            source: 'incidents',
            layout: {
                'text-field': ['format', ['get', 'name'], {}, ['get', 'atScene'], { 'font-scale': 0.85 }],
                'text-font': BOLD,
                'text-size': 12,
                'text-justify': 'auto',
                'text-variable-anchor-offset': ['left', [1.6, 0], 'right', [-1.6, 0], 'top', [0, 1.6], 'bottom', [0, -1.6]],
                'text-padding': 1,
                'symbol-sort-key': ['get', 'priority'],
            },
            paint: { 'text-color': palette.text, 'text-halo-color': c.halo, 'text-halo-width': 1.8 },
        },
        {
            id: 'incidents',
            type: 'symbol',
            source: 'incidents',
            layout: {
                'icon-image': ['get', 'icon'],
                'icon-allow-overlap': true,
                'symbol-sort-key': ['-', 0, ['get', 'priority']],
            },
        },
        {
            id: 'sketch',
            type: 'line',
            source: 'sketch',
            layout: { 'line-cap': 'round', 'line-join': 'round' },
            paint: { 'line-color': palette.warningText, 'line-width': 2.5, 'line-dasharray': [2, 1.5] },
        },
        {
            id: 'picks',
            type: 'circle',
            source: 'picks',
            paint: {
                'circle-radius': 7,
                'circle-color': palette.warning,
                'circle-stroke-color': palette.onWarning,
                'circle-stroke-width': 2,
            },
        },
    ];
}
