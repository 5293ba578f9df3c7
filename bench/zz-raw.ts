import headless from '@xterm/headless';
import {widthTable} from '../source/actions/live/console/width-table.js';
import {coloredOutput} from './support/colored-output.js';
const Terminal = (headless as any).Terminal;
const text = coloredOutput();
async function run(name: string, prepare: (t: any) => void, piece: number) {
  const t = new Terminal({cols: 200, rows: 50, scrollback: 10000, allowProposedApi: true, logLevel: 'off'});
  prepare(t);
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    const c = process.cpuUsage(); const w = performance.now();
    let pending = 0; 
    for (let i = 0; i < 20; i++) {
      for (let at = 0; at < text.length; at += piece) { pending++; t.write(text.slice(at, at + piece), () => { pending--; }); }
      if (i % 1 === 0) await new Promise<void>(r => t.write('', r));
    }
    const u = process.cpuUsage(c);
    times.push((u.user + u.system) / 1000);
  }
  times.sort((a, b) => a - b);
  console.log(name, piece, (20 * Buffer.byteLength(text) / 1e6 / (times[2]! / 1000)).toFixed(1), 'MB per cpu s');
}
for (let i = 0; i < 2; i++) {
await run('default', () => {}, 16384);
await run('ours', t => { t.unicode.register(widthTable); t.unicode.activeVersion = 'one'; }, 16384);
await run('ours', t => { t.unicode.register(widthTable); t.unicode.activeVersion = 'one'; }, 65536);
await run('ours+marker', t => { t.unicode.register(widthTable); t.unicode.activeVersion = 'one'; t.registerMarker(0);const w=t.write.bind(t); let m: any; t.write=(s: any,f: any)=>w(s,()=>{ m?.dispose(); m = t.registerMarker(0); f?.();}); }, 16384);
}
