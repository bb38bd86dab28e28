'use strict';
// Everything that came from a program is put in as text, never as markup.
const INTERVAL = 5000;
const byId = id => document.getElementById(id);

function cell(value, kind) {
  const td = document.createElement('td');
  td.textContent = value ?? '–';
  if (kind) td.className = kind;
  return td;
}

function why(td, text) {
  if (text) {
    const span = document.createElement('span');
    span.className = 'why';
    span.textContent = text;
    td.append(span);
  }
  return td;
}

function fill(id, rows, nothing) {
  const body = byId(id);
  body.replaceChildren(...rows.map(cells => {
    const tr = document.createElement('tr');
    tr.append(...cells);
    return tr;
  }));
  if (!rows.length) {
    const td = cell(nothing, 'none');
    td.colSpan = 9;
    body.insertRow().append(td);
  }
}

function span(seconds) {
  const s = Math.floor(seconds);
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min';
  if (s < 172800) return Math.floor(s / 3600) + ' h';
  return Math.floor(s / 86400) + ' d';
}

const size = bytes => bytes == null ? null : (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0) + ' M';
const ago = time => span((Date.now() - Date.parse(time)) / 1000) + ' ago';

function show([status, issues, fixes]) {
  byId('level').textContent = status.health;
  byId('level').className = status.health;
  byId('what').textContent = `mode ${status.mode}, up ${span(status.uptime_s)}, ${status.issues_open} open issues, ` +
    `${status.fixes_applied} fixes and ${status.enhancements_applied} enhancements applied`;
  byId('reasons').replaceChildren(...status.reasons.concat((status.refused ?? []).map(r => `refused: ${r.file} ${r.key} ${r.reason}`)).map(text => {
    const li = document.createElement('li');
    li.textContent = text;
    return li;
  }));
  fill('programs', status.processes.map(p => [cell(p.instance), why(cell(p.state), p.reason), why(cell(p.health, p.health), p.reasons.filter(r => r !== p.reason).join('; ')),
    cell(p.pid, 'n'), cell(p.pid ? span(p.uptime_s) : null, 'n'), cell(p.restarts, 'n'), cell(p.cpu_percent == null ? null : p.cpu_percent.toFixed(1) + ' %', 'n'),
    cell(size(p.memory_bytes), 'n'), cell(p.errors_per_hour ? p.errors_per_hour.toFixed(0) : '', 'n')]), 'none yet: drop config/com.nae.process-<name>.cfg');
  fill('issues', issues.map(i => [cell(i.id), cell(i.process), why(cell(i.status), i.remedy), cell(i.count, 'n'), cell(ago(i.last_seen)),
    why(cell(`${i.type}: ${i.message}`), i.file ? `${i.file}:${i.line} ${i.function ?? ''}` : '')]), 'nothing went wrong so far');
  fill('fixes', fixes.map(f => [cell(f.id), cell(f.process + (f.mode ? '@' + f.mode : '')), cell(f.state), cell(f.pattern), cell(f.reason)]), 'none was needed so far');
}

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function look() {
  try {
    show(await Promise.all(['/api/status', '/api/issues', '/api/fixes'].map(read)));
    byId('trouble').textContent = '';
  } catch (e) {
    byId('trouble').textContent = `not up to date since ${new Date().toLocaleTimeString()}: ${e.message}`;
  }
  setTimeout(look, INTERVAL);
}

look();
