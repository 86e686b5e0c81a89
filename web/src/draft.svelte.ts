import type { Choice, Location } from './contract';

/** An answer, with the words of its question. */
export interface GivenChoice {
    tree: string;
    version: number;
    question: string;
    text: string;
    choice: Choice;
}

/** A call that is being taken. It outlives its form, so that looking at an incident loses nothing typed. */
export class CallDraft {
    placeText = $state('');
    location: Location | null = $state.raw(null);
    text = $state('');
    type = $state('');
    priority = $state('');
    callerName = $state('');
    callerNumber = $state('');
    source = $state('PHONE');
    /** The type whose questions are asked; answers may change the type itself. */
    asked = $state('');
    answers: GivenChoice[] = $state.raw([]);

    get isBegun(): boolean {
        return [this.placeText, this.text, this.type, this.callerName, this.callerNumber].some((typed) => typed !== '');
    }
}
