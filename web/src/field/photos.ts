/** Photos of the scene: made small in the browser, and kept on this phone until they are sent. */

/** As long as the server takes: points a side, and bytes. */
const MAX_SIDE = 1_600;
const MAX_BYTES = 400_000;
/** Tried one after the other until the picture is small enough. */
const TRIES: readonly [side: number, quality: number][] = [
    [1, 0.8],
    [1, 0.6],
    [0.75, 0.6],
    [0.5, 0.6],
    [0.5, 0.4],
];

/** Photos that wait on this phone for the line. */
export const KEPT_LIMIT = 20;

/** What a browser cannot read as a picture. */
export class NoPhoto extends Error {}

/** The width and height of a picture within a square, never made larger. */
export function within(side: number, width: number, height: number): [number, number] {
    const share = Math.min(1, side / Math.max(width, height));
    return [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
}

/**
 * The picture anew, turned as it was taken, small, and without anything its maker wrote into it: painted
 * again, only the points are left.
 */
export async function shrink(file: Blob): Promise<Blob> {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch((cause: unknown) => {
        throw new NoPhoto('no picture', { cause });
    });
    try {
        for (const [share, quality] of TRIES) {
            const made = await paint(picture, Math.round(MAX_SIDE * share), quality);
            if (made !== null && made.size <= MAX_BYTES) return made;
        }
        throw new NoPhoto('it stays too large');
    } finally {
        picture.close();
    }
}

function paint(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = within(side, picture.width, picture.height);
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((made) => canvas.toBlob(made, 'image/jpeg', quality));
}

/** Where photos lie that wait for the line; texts lie in local storage, which is too small for these. */
export class PhotoShelf {
    private readonly opened: Promise<IDBDatabase>;

    constructor(name: string) {
        const opening = indexedDB.open(name, 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('photos');
        this.opened = done(opening);
        // Said when something is to be kept.
        this.opened.catch(() => undefined);
    }

    async keep(id: string, photo: Blob): Promise<void> {
        // Bytes, because not every browser keeps blobs.
        const bytes = await photo.arrayBuffer();
        await done((await this.photos('readwrite')).put(bytes, id));
    }

    async find(id: string): Promise<Blob | null> {
        const bytes = await done<ArrayBuffer | undefined>((await this.photos('readonly')).get(id));
        return bytes === undefined ? null : new Blob([bytes], { type: 'image/jpeg' });
    }

    /** Drops what is on no list any more. */
    async keepOnly(ids: readonly string[]): Promise<void> {
        const kept = await done((await this.photos('readonly')).getAllKeys());
        for (const id of kept) {
            if (!ids.includes(String(id))) await done((await this.photos('readwrite')).delete(id));
        }
    }

    private async photos(mode: IDBTransactionMode): Promise<IDBObjectStore> {
        return (await this.opened).transaction('photos', mode).objectStore('photos');
    }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'));
    });
}
