import { openPages } from '#lib/platform/ocr/pages.ts';
import { linesOfPage } from '#lib/platform/ocr/rows.ts';
import { scannedOf } from '#lib/platform/ocr/read-scan.ts';
import { recognise } from '#lib/features/library/domain/recognise.ts';
import { doubtScan } from '#lib/features/library/domain/scan-doubt.ts';
import { writeFileSync } from 'node:fs';
const p = openPages({background:false});
for (const f of process.argv.slice(2)) {
 const { read } = await p.read({path:`/work/shared/corpus/scan/${f}.pdf`,format:'pdf'},1);
 writeFileSync(`/tmp/scans-read-${f}.json`, JSON.stringify(read));
 console.log('=====', f, read.width, read.height, read.columnsAt);
 for (const l of read.lines) if (l[0] && l[0].y0 < read.height*0.36) console.log(l.map(w=>`${w.text}[${w.x0},${w.y0},${w.x1},${w.y1};${Math.round(w.confidence)}]`).join(' '));
 const s = scannedOf([{page:1, read}]);
 for (const q of s.paragraphs.slice(0,16)) console.log('P', JSON.stringify(q));
 console.log(JSON.stringify(doubtScan(recognise(s.paragraphs), s.sureness), null, 0));
}
p.close();
