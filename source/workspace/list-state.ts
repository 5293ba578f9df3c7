export {
	arrange, isHeld, type Arranged, type Group, type ListItem, type ListSpec,
} from './list/arrange.js';
export {createList, type ListState, type SortDirection} from './list/list-state.js';
export type {ListLine, ListView} from './list/list-view.js';
export {reduceList, type ListEvent} from './list/reduce-list.js';
export {cursorIndexOf, visible, type Visible} from './list/visible.js';
