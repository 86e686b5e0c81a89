import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl';
import type { Positions } from '../positions';

/** One sign of the sheet: a square picture. */
export type DrawSign = (pen: CanvasRenderingContext2D, size: number) => void;

/** The size of a sign on the screen, in CSS pixels. */
const SIGN_PX = 18;

const VERTEX = `#version 300 es
uniform mat4 matrix;
uniform float sizePx;
in vec2 at;
in float sign;
flat out float column;
void main() {
    gl_Position = matrix * vec4(at, 0.0, 1.0);
    gl_PointSize = sizePx;
    column = sign;
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D sheet;
uniform float columns;
flat in float column;
out vec4 colour;
void main() {
    colour = texture(sheet, vec2((column + gl_PointCoord.x) / columns, gl_PointCoord.y));
}`;

/** What moved by less is where it was. */
const LEAST_PX = 0.5;

/** Three numbers a unit: mercator x and y from the layer's origin, and its sign. */
const FLOATS = 3;

/**
 * All units as one draw call, straight from the flat arrays: a thousand units cost what one does.
 * Coordinates are kept relative to the middle of the center, since a 32-bit float of the whole world
 * would be off by metres.
 */
export class UnitPoints implements CustomLayerInterface {
    readonly id = 'unit-points';
    readonly type = 'custom' as const;
    readonly renderingMode = '2d' as const;

    private map: MapLibre | null = null;
    private program: WebGLProgram | null = null;
    private buffer: WebGLBuffer | null = null;
    private array: WebGLVertexArrayObject | null = null;
    private texture: WebGLTexture | null = null;
    private floats: Float32Array;
    private spare: Float32Array;
    private count = 0;
    private isStale = true;
    private readonly originX: number;
    private readonly originY: number;

    /**
     * @param signs the pictures, named by their place in this list
     * @param below how many of them, from the first, lie below all others
     * @param size the number of units
     */
    constructor(
        private readonly signs: readonly DrawSign[],
        private readonly below: number,
        size: number,
        longitude: number,
        latitude: number,
    ) {
        this.floats = new Float32Array(size * FLOATS);
        this.spare = new Float32Array(size * FLOATS);
        this.originX = mercatorX(longitude);
        this.originY = mercatorY(latitude);
    }

    /**
     * Takes over where the units are.
     *
     * @param signOf the sign of the unit with that index; below 0: not shown
     * @param worldPx how many pixels the whole world is wide now
     * @returns whether that makes another picture: a unit that stands still reports some metres about, and to
     *     draw a whole map again for less than half a pixel is work for nothing
     */
    take(positions: Positions, signOf: Int8Array, worldPx: number): boolean {
        const next = this.spare;
        let n = 0;
        // Two rounds, so that units at work lie above idle ones.
        for (const isBelow of [true, false]) {
            for (let i = 0; i < positions.size; i++) {
                const sign = signOf[i]!;
                if (sign < 0 || sign < this.below !== isBelow || !positions.has(i)) continue;
                next[n++] = mercatorX(positions.longitude[i]!) - this.originX;
                next[n++] = mercatorY(positions.latitude[i]!) - this.originY;
                next[n++] = sign;
            }
        }
        if (n === this.count * FLOATS && !differs(this.floats, next, n, LEAST_PX / worldPx)) return false;
        [this.floats, this.spare] = [next, this.floats];
        this.count = n / FLOATS;
        this.isStale = true;
        this.map?.triggerRepaint();
        return true;
    }

    onAdd(map: MapLibre, context: WebGLRenderingContext | WebGL2RenderingContext): void {
        const gl = context as WebGL2RenderingContext;
        this.map = map;
        this.program = program(gl);
        this.buffer = gl.createBuffer();
        this.array = gl.createVertexArray();
        gl.bindVertexArray(this.array);
        gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
        const at = gl.getAttribLocation(this.program, 'at');
        const sign = gl.getAttribLocation(this.program, 'sign');
        gl.enableVertexAttribArray(at);
        gl.vertexAttribPointer(at, 2, gl.FLOAT, false, FLOATS * 4, 0);
        gl.enableVertexAttribArray(sign);
        gl.vertexAttribPointer(sign, 1, gl.FLOAT, false, FLOATS * 4, 8);
        gl.bindVertexArray(null);
        this.texture = this.sheet(gl);
        this.isStale = true;
    }

    onRemove(_map: MapLibre, context: WebGLRenderingContext | WebGL2RenderingContext): void {
        const gl = context as WebGL2RenderingContext;
        gl.deleteProgram(this.program);
        gl.deleteBuffer(this.buffer);
        gl.deleteVertexArray(this.array);
        gl.deleteTexture(this.texture);
        this.map = null;
    }

    render(context: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
        const gl = context as WebGL2RenderingContext;
        if (!this.program || this.count === 0) return;
        gl.useProgram(this.program);
        gl.bindVertexArray(this.array);
        if (this.isStale) {
            gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
            gl.bufferData(gl.ARRAY_BUFFER, this.floats.subarray(0, this.count * FLOATS), gl.DYNAMIC_DRAW);
            this.isStale = false;
        }
        const matrix = moved(input.defaultProjectionData.mainMatrix, this.originX, this.originY);
        gl.uniformMatrix4fv(gl.getUniformLocation(this.program, 'matrix'), false, matrix);
        gl.uniform1f(gl.getUniformLocation(this.program, 'sizePx'), SIGN_PX * devicePixelRatio);
        gl.uniform1f(gl.getUniformLocation(this.program, 'columns'), this.signs.length);
        gl.uniform1i(gl.getUniformLocation(this.program, 'sheet'), 0);
        gl.activeTexture(gl.TEXTURE0);
        gl.bindTexture(gl.TEXTURE_2D, this.texture);
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
        gl.drawArrays(gl.POINTS, 0, this.count);
        gl.bindVertexArray(null);
    }

    /** All signs side by side, at the sharpness of the screen. */
    private sheet(gl: WebGL2RenderingContext): WebGLTexture {
        const sharp = Math.max(1, devicePixelRatio);
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(SIGN_PX * sharp) * this.signs.length;
        canvas.height = Math.round(SIGN_PX * sharp);
        const pen = canvas.getContext('2d', { willReadFrequently: true })!;
        pen.scale(canvas.height / SIGN_PX, canvas.height / SIGN_PX);
        for (const draw of this.signs) {
            draw(pen, SIGN_PX);
            pen.translate(SIGN_PX, 0);
        }
        const texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
        gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, canvas);
        gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
        return texture;
    }
}

/** Whether a point lies elsewhere than before, or has another sign. */
function differs(before: Float32Array, next: Float32Array, n: number, least: number): boolean {
    for (let i = 0; i < n; i += FLOATS) {
        if (Math.abs(before[i]! - next[i]!) >= least || Math.abs(before[i + 1]! - next[i + 1]!) >= least) return true;
        if (before[i + 2] !== next[i + 2]) return true;
    }
    return false;
}

function program(gl: WebGL2RenderingContext): WebGLProgram {
    const made = gl.createProgram();
    for (const [kind, source] of [
        [gl.VERTEX_SHADER, VERTEX],
        [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
        const shader = gl.createShader(kind)!;
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        gl.attachShader(made, shader);
        gl.deleteShader(shader);
    }
    gl.linkProgram(made);
    if (!gl.getProgramParameter(made, gl.LINK_STATUS)) {
        throw new Error(`The units cannot be drawn: ${gl.getProgramInfoLog(made) ?? 'the shader does not link'}`);
    }
    return made;
}

/** The matrix for points given from an origin: multiplied out in 64 bits, so that no metre is lost. */
export function moved(matrix: ArrayLike<number>, x: number, y: number): Float32Array {
    const result = Float32Array.from(matrix);
    for (let row = 0; row < 4; row++) result[12 + row] = matrix[row]! * x + matrix[4 + row]! * y + matrix[12 + row]!;
    return result;
}

/** Web Mercator, the world from 0 to 1. */
export function mercatorX(longitude: number): number {
    return (longitude + 180) / 360;
}

/** Web Mercator, the world from 0 (north) to 1. */
export function mercatorY(latitude: number): number {
    return (1 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / Math.PI) / 2;
}

/** The shown unit nearest to a place on the screen, or -1. Projects as the map does, without its help. */
export function nearest(
    positions: Positions,
    signOf: Int8Array,
    project: (longitude: number, latitude: number) => { x: number; y: number },
    x: number,
    y: number,
    withinPx: number,
): number {
    let best = -1;
    let bestSquare = withinPx * withinPx;
    for (let i = 0; i < positions.size; i++) {
        if (signOf[i]! < 0 || !positions.has(i)) continue;
        const at = project(positions.longitude[i]!, positions.latitude[i]!);
        const square = (at.x - x) ** 2 + (at.y - y) ** 2;
        if (square <= bestSquare) {
            bestSquare = square;
            best = i;
        }
    }
    return best;
}
