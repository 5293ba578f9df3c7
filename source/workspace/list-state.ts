export {
	arrange, isHeld, type Arranged, type Group, type ListItem, type ListSpec,
} from './list/arrange.js';
export {createList, type ListState, type SortDirection} from './list/list-state.js';
export {
	reduceList, type ListEvent, type ListLine, type ListView,
} from './list/reduce-list.js';
export {cursorIndexOf, visible, type Visible} from './list/visible.js';
