export {editField} from './field/edit-field.js';
export {
	createField, insertText, type Field,
} from './field/field.js';
