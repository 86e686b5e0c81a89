import { expect, test } from 'vitest';
import type { StatusCode } from './contract';
import { UnitSigns } from './map/signs';
import { agencyLooks, UNIT_LOOK, unitLooks } from './states';

const usual: StatusCode = { status: 'EN_ROUTE', name: 'En route', letter: 'E', color: 'BLUE', codes: ['ER'] };
const fires = { ...usual, name: 'Rolling', letter: 'R', color: 'GREEN', codes: ['ROL', '3'], agency: 'fire' } as const;

test('an agency has its own letter, name, code and colour, and everybody else what the center has', () => {
    const everybodys = unitLooks([usual]);
    const looks = agencyLooks([{ ...fires, codes: [...fires.codes] }], everybodys).get('fire')!;

    expect(everybodys.EN_ROUTE).toEqual({ letter: 'E', short: 'ENR', look: 'moving' });
    expect(looks.EN_ROUTE).toEqual({ letter: 'R', short: 'ROL', look: 'working', name: 'rolling' });
    expect(looks.ON_SCENE).toEqual(UNIT_LOOK.ON_SCENE);
});

test('each sign is drawn once, the calm ones first', () => {
    const everybodys = unitLooks([usual]);
    const looks = agencyLooks([{ ...fires, codes: [...fires.codes] }], everybodys).get('fire')!;
    const signs = new UnitSigns([everybodys, looks]);

    expect(signs.looks).toHaveLength(10);
    expect(signs.looks.slice(0, signs.calm).every((look) => look.look === 'calm')).toBe(true);
    expect(signs.looks[signs.of(looks.EN_ROUTE)]!.letter).toBe('R');
    expect(signs.looks[signs.of(everybodys.EN_ROUTE)]!.letter).toBe('E');
});
