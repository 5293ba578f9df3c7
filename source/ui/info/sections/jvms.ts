import type {Row} from '../../../views/layout.js';
import {membersOf, type Members} from '../../../views/members.js';
import {texts, type Say} from '../../../words/index.js';
import {cellsRow} from '../cells.js';
import {moreRow, section, type Section} from '../section.js';

const most = 4;

/** The JVMs of the host, and whether Arthas is in them. */
export const jvmsSection: Section = (facts, width) => {
	const {say} = facts;
	return section(facts, width, {part: 'jvms', title: [{text: say(texts.info.jvms), style: 'title'}, {text: `   ${say(texts.info.heap)}`, style: 'dim'}]}, data => {
		const all = data.objects('jvms') ?? [];
		return [
			...all.slice(0, most).map(each => jvmRow(membersOf(each), say, width)),
			...moreRow(facts, all.length - most, 'J'),
			...all.length === 0 ? [[{text: ` ${say(texts.info.none)}`, style: 'dim' as const}]] : [],
		];
	});
};

function jvmRow(jvm: Members, say: Say, width: number): Row {
	const ports = (jvm.texts('arthasPorts') ?? []).join(', ');
	const [used, top] = [jvm.number('heapUsedBytes'), jvm.number('heapMaxBytes')];
	const heap = used === undefined || top === undefined ? '' : `${(used / (1 << 20)).toFixed(0)} of ${(top / (1 << 20)).toFixed(0)}`;
	const state = ports === '' ? traceText(jvm.text('arthas'), say) : say(texts.info.attached, {ports});
	const room = Math.max(width - 29, 16);
	return cellsRow([
		{text: jvm.text('pid') ?? '?', width: 7, align: 'right'},
		{text: jvm.text('mainClass') ?? '?', width: Math.floor(room / 2), cut: 'middle'},
		{text: heap, width: 14, align: 'right'},
		{text: state, width: Math.ceil(room / 2), style: 'dim'},
	]);
}

function traceText(trace: string | undefined, say: Say): string {
	if (trace === 'attached' || trace === 'loaded') {
		return say(texts.info.hasArthas);
	}

	return trace === 'no' ? say(texts.info.hasNoArthas) : '?';
}
