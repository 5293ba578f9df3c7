import {Box, Text} from 'ink';
import type {FrameModel, FrameRow} from './frame-model.js';

/** The whole screen but for what is in the panes. */
export function Frame({model: {size, header, footer, separators, boxes}}: {readonly model: FrameModel}) {
	return (
		<Box flexDirection='column' width={size.columns} height={size.rows}>
			<Text wrap='truncate'>{header}</Text>
			<Box flexGrow={1}/>
			<Text wrap='truncate'>{footer}</Text>
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
