import {Box, Text} from 'ink';
import type {FrameModel, FrameRow} from './frame-model.js';

/** The lines between the panes, and what lies over them. */
export function Frame({model: {size, separators, boxes}}: {readonly model: FrameModel}) {
	return (
		<Box width={size.columns} height={size.rows}>
			{separators.map(({column, row, rows}) => (
				<Rows key={`${column} ${row}`} left={column} top={row} width={1} rows={rows}/>
			))}
			{boxes.map(({rect, rows}, index) => (
				<Rows key={index} left={rect.column} top={rect.row} width={rect.width} rows={rows}/>
			))}
		</Box>
	);
}

function Rows({left, top, width, rows}: {readonly left: number; readonly top: number; readonly width: number; readonly rows: readonly FrameRow[]}) {
	return (
		<Box position='absolute' left={left} top={top} width={width} height={rows.length} flexDirection='column'>
			<Text wrap='truncate'>{rows.join('\n')}</Text>
		</Box>
	);
}
