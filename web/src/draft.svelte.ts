import type { Choice, Location } from './contract';

/** An answer, with the words of its question. */
export interface GivenChoice {
    tree: string;
    version: number;
    question: string;
    text: string;
    choice: Choice;
}

/** A place that is being looked for: what was typed, and what it turned out to be. */
export class PlaceDraft {
    text = $state('');
    location: Location | null = $state.raw(null);

    take(location: Location): void {
        this.location = location;
        this.text = location.name;
    }

    private search: Promise<void> = Promise.resolve();

    /** While it is looked for. */
    looksFor(search: Promise<void>): void {
        this.search = search;
    }

    /** When the answer is there to what was entered last: who sends the form at once means that place. */
    settled(): Promise<void> {
        return this.search;
    }
}

/** What a draft is on the shelf. */
interface Kept {
    placeText: string;
    location: Location | null;
    text: string;
    type: string;
    priority: string;
    callerName: string;
    callerNumber: string;
    source: string;
    asked: string;
    answers: GivenChoice[];
    isBooked: boolean;
    bookedFor: string;
}

/**
 * A call that is being taken. It outlives its form, so that looking at an incident loses nothing
 * typed, and the page, so that a reload loses nothing either.
 */
export class CallDraft {
    readonly place = new PlaceDraft();
    text = $state('');
    type = $state('');
    priority = $state('');
    callerName = $state('');
    callerNumber = $state('');
    source = $state('PHONE');
    /** The type whose questions are asked; answers may change the type itself. */
    asked = $state('');
    answers: GivenChoice[] = $state.raw([]);
    /** Work booked for a time, "2026-11-23T08:30" by the center's clocks. */
    isBooked = $state(false);
    bookedFor = $state('');

    get isBegun(): boolean {
        return [this.place.text, this.text, this.type, this.callerName, this.callerNumber].some((typed) => typed !== '');
    }

    kept(): Kept {
        return {
            placeText: this.place.text,
            location: this.place.location,
            text: this.text,
            type: this.type,
            priority: this.priority,
            callerName: this.callerName,
            callerNumber: this.callerNumber,
            source: this.source,
            asked: this.asked,
            answers: this.answers,
            isBooked: this.isBooked,
            bookedFor: this.bookedFor,
        };
    }

    static from(text: string | null): CallDraft {
        const draft = new CallDraft();
        if (text === null) return draft;
        try {
            const { placeText, location, ...rest } = JSON.parse(text) as Kept;
            draft.place.text = placeText;
            draft.place.location = location;
            Object.assign(draft, rest);
            return draft;
        } catch {
            return new CallDraft();
        }
    }
}
