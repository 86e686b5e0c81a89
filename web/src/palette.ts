/** Every colour of the page and of the map, once per theme. Grey is the rule, colour the exception. */
export interface Palette {
    scheme: 'light' | 'dark';
    ground: string;
    panel: string;
    raised: string;
    field: string;
    line: string;
    text: string;
    quiet: string;
    selected: string;
    focus: string;
    /** Something may be lost: overdue, refused, no data. */
    danger: string;
    onDanger: string;
    dangerText: string;
    /** Somebody must act soon. */
    warning: string;
    onWarning: string;
    warningText: string;
    action: string;
    onAction: string;
    /** States of units and incidents; calm is the text's own grey. */
    attention: string;
    moving: string;
    working: string;
    calm: string;
    onState: string;
    map: {
        land: string;
        green: string;
        built: string;
        water: string;
        waterText: string;
        building: string;
        road: string;
        roadMain: string;
        roadEdge: string;
        /** Roads seen from afar, where they are thin and have no edges. */
        farMain: string;
        farMiddle: string;
        farSmall: string;
        rail: string;
        text: string;
        halo: string;
        route: string;
        closure: string;
        station: string;
        /** What people drew. */
        drawing: string;
    };
}

export const LIGHT: Palette = {
    scheme: 'light',
    ground: '#c9ced4',
    panel: '#eceff2',
    raised: '#dde2e7',
    field: '#fafbfc',
    line: '#c2c8cf',
    text: '#14181d',
    quiet: '#4a535d',
    selected: '#cddeed',
    focus: '#0b4f8a',
    danger: '#b3141e',
    onDanger: '#ffffff',
    dangerText: '#a30f19',
    warning: '#f2c230',
    onWarning: '#1c1600',
    warningText: '#6e5000',
    action: '#2b649b',
    onAction: '#ffffff',
    attention: '#754b00',
    moving: '#1d5c8f',
    working: '#1c6a58',
    calm: '#59636e',
    onState: '#ffffff',
    map: {
        land: '#eef0ee',
        green: '#dde6da',
        built: '#e3e5e7',
        water: '#bcd3e2',
        waterText: '#3d6a86',
        building: '#d6dadd',
        road: '#ffffff',
        roadMain: '#ffffff',
        roadEdge: '#b3bac1',
        farMain: '#959fa9',
        farMiddle: '#aab2b9',
        farSmall: '#cdd2d6',
        rail: '#9aa1a8',
        text: '#3a424a',
        halo: '#f7f8f8',
        route: '#1d5c8f',
        closure: '#c24a00',
        station: '#59636e',
        drawing: '#6b3fa0',
    },
};

export const DARK: Palette = {
    scheme: 'dark',
    ground: '#0c0e11',
    panel: '#191c20',
    raised: '#23272d',
    field: '#0f1114',
    line: '#31373e',
    text: '#e4e7ea',
    quiet: '#a2abb5',
    selected: '#2a3f55',
    focus: '#8cc4f5',
    danger: '#d7313b',
    onDanger: '#ffffff',
    dangerText: '#ff8f92',
    warning: '#e7b93a',
    onWarning: '#1c1600',
    warningText: '#ecc75c',
    action: '#2f6ea8',
    onAction: '#ffffff',
    attention: '#e7b93a',
    moving: '#7fb8e8',
    working: '#74c9b0',
    calm: '#a2abb5',
    onState: '#101316',
    map: {
        land: '#15181b',
        green: '#182019',
        built: '#1a1d20',
        water: '#15293a',
        waterText: '#7fa5c2',
        building: '#22262a',
        road: '#3a4148',
        roadMain: '#525b64',
        roadEdge: '#1d2125',
        farMain: '#66717b',
        farMiddle: '#4b545c',
        farSmall: '#2c3238',
        rail: '#4d545b',
        text: '#b4bcc4',
        halo: '#111316',
        route: '#7fb8e8',
        closure: '#ff9a4d',
        station: '#a2abb5',
        drawing: '#c9a6f5',
    },
};

/** Makes the colours known to the style sheet as --name. Done by script, so no inline style is needed. */
export function paint(palette: Palette, root: HTMLElement): void {
    root.style.colorScheme = palette.scheme;
    root.dataset.theme = palette.scheme;
    for (const [name, value] of Object.entries(palette)) {
        if (typeof value === 'string' && name !== 'scheme') {
            root.style.setProperty(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value);
        }
    }
}
