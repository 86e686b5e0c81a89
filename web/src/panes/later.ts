/**
 * The panes that are opened now and then, in a file of their own: the desk is on the screen before it comes,
 * and has it before anybody needs it, line or no line.
 */
export { default as Actions } from './Actions.svelte';
export { default as CloseRoad } from './CloseRoad.svelte';
export { default as DrawForm } from './DrawForm.svelte';
export { default as HazardForm } from './HazardForm.svelte';
export { default as Help } from './Help.svelte';
export { default as MoveUps } from './MoveUps.svelte';
export { default as PlaceForm } from './PlaceForm.svelte';
export { default as SelfForm } from './SelfForm.svelte';
export { default as SplitForm } from './SplitForm.svelte';
export { default as Unsent } from './Unsent.svelte';
export { default as VerbForm } from './VerbForm.svelte';
export { default as Why } from './Why.svelte';
