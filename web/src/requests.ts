import type { Command } from './command';
import type { Location, MoveUp, Request } from './contract';
import { words } from './deskWords';

/** What a command asks the desk for, and what is said when it was done. */
export interface Asked {
    requests: Request[];
    text: string;
    /** False for what cannot be taken back, or is not worth it. */
    undoable: boolean;
}

/** The little that turning a command into requests needs to know of the board. */
export interface BoardView {
    /** The incident a unit works on, or the one that is selected. */
    workOf(unit: string): string | null;
    /** The units on scene at an incident. */
    onScene(incident: string): string[];
    typeName(code: string): string;
    stationName(id: string): string;
    /** The move that is proposed for a unit. */
    moveUpOf(unit: string): MoveUp | null;
}

const r = words.results;

/** A place as the server takes it: in the datum its sender named, where one did. */
export function locationAsked(location: Location): Record<string, unknown> {
    const { given, uncertaintyMeters, name } = location;
    return {
        point: given ? { latitude: given.latitude, longitude: given.longitude } : location.point,
        name,
        ...(given ? { datum: given.datum } : {}),
        ...(uncertaintyMeters ? { uncertaintyMeters } : {}),
    };
}

/** The requests of a command; null for those that only look, or open a form. Pure. */
export function requestsOf(command: Command, board: BoardView): Asked | null {
    const ask = (text: string, ...requests: Request[]): Asked => ({ requests, text, undoable: true });
    const noUndo = (text: string, ...requests: Request[]): Asked => ({ requests, text, undoable: false });
    const c = command;
    switch (c.do) {
        case 'dispatch':
            return ask(r.dispatched(c.units, c.incident), { verb: 'dispatch', incident: c.incident, units: c.units });
        case 'status':
            return ask(
                r.status(c.units, words.states[c.to] ?? c.to),
                ...c.units.map((unit) => ({ verb: 'status', unit, to: c.to })),
            );
        case 'transport':
            return ask(r.status([c.unit], words.states.TRANSPORTING!), {
                verb: 'status',
                unit: c.unit,
                to: 'TRANSPORTING',
                destination: c.destination,
            });
        case 'time':
            return ask(r.timeCorrected(c.unit, words.states[c.state] ?? c.state), {
                verb: 'correctTime',
                incident: c.incident ?? board.workOf(c.unit),
                unit: c.unit,
                state: c.state,
                at: c.at,
            });
        case 'cancel':
            return ask(
                r.cancelled(c.units),
                ...c.units.map((unit) => ({
                    verb: 'cancel',
                    incident: c.incident ?? board.workOf(unit),
                    unit,
                    reason: c.reason || words.detail.cancelWhy,
                })),
            );
        case 'exchange':
            return ask(r.exchanged(c.out, c.in), {
                verb: 'exchange',
                incident: c.incident ?? board.workOf(c.out),
                out: c.out,
                in: c.in,
            });
        case 'preempt':
            return ask(r.preempted(c.unit, c.incident), { verb: 'preempt', incident: c.incident, unit: c.unit });
        case 'divert':
            return ask(r.preempted(c.unit, c.incident), { verb: 'divert', incident: c.incident, unit: c.unit, reason: c.reason });
        case 'queue':
            return ask(r.queued(c.unit, c.incident), { verb: 'queue', incident: c.incident, unit: c.unit });
        case 'note':
            return ask(r.noted(c.incident), { verb: 'addNote', incident: c.incident, text: c.text });
        case 'priority':
            return ask(r.priority(c.incident, c.priority), { verb: 'changePriority', incident: c.incident, priority: c.priority });
        case 'type':
            return ask(r.type(c.incident, board.typeName(c.type)), { verb: 'changeType', incident: c.incident, type: c.type });
        case 'alarmLevel':
            return ask(r.alarmLevel(c.incident, c.level), { verb: 'setAlarmLevel', incident: c.incident, level: c.level });
        case 'tell':
            return ask(r.told(c.whom), { verb: 'notify', incident: c.incident, whom: c.whom });
        case 'merge':
            return ask(r.merged(c.incident, c.into), { verb: 'merge', incident: c.incident, into: c.into });
        case 'joinCall':
            return ask(r.joined(c.incident), { verb: 'joinCall', call: c.call, incident: c.incident });
        case 'link':
            return ask(r.linked(c.incident, c.with), { verb: 'link', incident: c.incident, with: c.with });
        case 'unlink':
            return ask(r.unlinked(c.incident, c.with), { verb: 'unlink', incident: c.incident, with: c.with });
        case 'handOver':
            return ask(r.handedOver(c.incident, c.desk), { verb: 'handOver', incident: c.incident, toDesk: c.desk });
        case 'close':
            return ask(r.closed(c.incident), { verb: 'close', incident: c.incident, disposition: c.disposition });
        case 'reopen':
            return ask(r.reopened(c.incident), { verb: 'reopen', incident: c.incident, reason: c.reason });
        case 'reopenRoad':
            return ask(r.roadReopened, { verb: 'reopenRoad', closure: c.closure });
        case 'liftHazard':
            return ask(r.hazardLifted, { verb: 'liftHazard', hazard: c.hazard });
        case 'erase':
            return ask(r.erased, { verb: 'erase', drawing: c.drawing });
        case 'restrict':
            return ask(r.restricted(c.unit, words.restrictions[c.restriction]), {
                verb: 'restrict',
                unit: c.unit,
                restriction: c.restriction,
            });
        case 'unrestrict':
            return ask(r.unrestricted(c.unit, words.restrictions[c.restriction]), {
                verb: 'unrestrict',
                unit: c.unit,
                restriction: c.restriction,
            });
        case 'relocate':
            return ask(r.relocated(c.unit, board.stationName(c.station)), { verb: 'relocate', unit: c.unit, station: c.station });
        case 'acceptMoveUp':
        case 'dismissMoveUp': {
            const move = board.moveUpOf(c.unit);
            if (move === null) return ask(r.noMoveUp(c.unit));
            if (c.do === 'acceptMoveUp') return ask(r.relocated(c.unit, move.toName), { verb: 'relocate', unit: c.unit, station: move.to });
            const reason = c.reason ? { reason: c.reason } : {};
            return noUndo(r.moveUpDismissed(c.unit, move.toName), { verb: 'dismissMoveUp', unit: c.unit, station: move.to, ...reason });
        }
        case 'duty':
            return ask(
                r.duty(c.units, words.states[c.duty] ?? c.duty),
                ...c.units.map((unit) => ({ verb: 'setDuty', unit, duty: c.duty, ...(c.reason ? { reason: c.reason } : {}) })),
            );
        case 'checkIn':
            return noUndo(r.checkedIn(c.units), ...c.units.map((unit) => ({ verb: 'checkIn', unit })));
        case 'roll': {
            const units = board.onScene(c.incident);
            const text = units.length === 0 ? r.nobodyOnScene(c.incident) : r.checkedIn(units);
            return noUndo(text, ...units.map((unit) => ({ verb: 'checkIn', unit })));
        }
        case 'acknowledge':
            return noUndo(r.acknowledged, ...c.alarms.map((alarm) => ({ verb: 'acknowledgeAlarm', alarm })));
        default:
            return null;
    }
}
