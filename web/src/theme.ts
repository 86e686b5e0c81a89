import { DARK, LIGHT, type Palette } from './palette';

const KEY = 'tocsin-theme';

/** The theme of this browser's person, chosen or as the system has it. */
export function isDark(): boolean {
    const kept = localStorage.getItem(KEY);
    return kept === null ? matchMedia('(prefers-color-scheme: dark)').matches : kept === 'dark';
}

export function chooseTheme(dark: boolean): void {
    localStorage.setItem(KEY, dark ? 'dark' : 'light');
}

export function paletteOf(dark: boolean): Palette {
    return dark ? DARK : LIGHT;
}
