export {leastPane} from './layout/cut-rect.js';
export {
	geometry, showsContent, type Geometry, type Separator, type Stacked,
} from './layout/geometry.js';
export {neighbour, type Direction} from './layout/neighbour.js';
export {
	bodyOf, isSameRect, type Rect, type Size,
} from './layout/rect.js';
export {reduceTab, type TabEvent} from './layout/reduce-tab.js';
export {
	leaf, leaves, type Axis, type PaneId, type Split,
} from './layout/split.js';
export {
	createTab, focusPane, type Tab, type TabId,
} from './layout/tab.js';
