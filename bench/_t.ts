import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { writeFileSync } from 'node:fs';
for (const f of process.argv.slice(2)) { const r = await readDocument({path:`/work/shared/corpus/${f}`}); if (r.ok) { writeFileSync(`/tmp/scans-text-${f.replace(/\W+/g,'_')}.txt`, r.paragraphs.map(p=>p.text.split('\n').map(l=>l.trim()).join('\n')).join('\n')); console.log(f, r.paragraphs.length, r.characters); } else console.log(f, r.error); }
process.exit(0);
