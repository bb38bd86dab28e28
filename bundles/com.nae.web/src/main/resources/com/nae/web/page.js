'use strict';
// Text that comes from a program is always inserted as text, never as markup.
const INTERVAL = 5000;
const byId = id => document.getElementById(id);

function cell(value, kind) {
  const td = document.createElement('td');
  td.textContent = value ?? '–';
  if (kind) td.className = kind;
  return td;
}

function withDetail(td, text) {
  if (text) {
    const span = document.createElement('span');
    span.className = 'detail';
    span.textContent = text;
    td.append(span);
  }
  return td;
}

function fill(id, rows, emptyText) {
  const body = byId(id);
  body.replaceChildren(...rows.map(cells => {
    const tr = document.createElement('tr');
    tr.append(...cells);
    return tr;
  }));
  if (!rows.length) {
    const td = cell(emptyText, 'none');
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

const count = (number, noun, plural = noun + 's') => `${number} ${number === 1 ? noun : plural}`;
const size = bytes => bytes == null ? null : (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0) + ' M';
const ago = time => span((Date.now() - Date.parse(time)) / 1000) + ' ago';

function show([status, issues, fixes]) {
  byId('level').textContent = status.health;
  byId('level').className = status.health;
  byId('summary').textContent = `mode ${status.mode}, up ${span(status.uptime_s)}, ${count(status.issues_open, 'open issue')}, ` +
    `${count(status.fixes_applied, 'fix', 'fixes')} and ${count(status.enhancements_applied, 'enhancement')} applied`;
  const refused = (status.refused ?? []).map(r => `refused: ${r.file} ${r.key} ${r.reason}`);
  byId('reasons').replaceChildren(...status.reasons.concat(refused).map(text => {
    const li = document.createElement('li');
    li.textContent = text;
    return li;
  }));
  fill('programs', status.processes.map(programRow), 'no programs yet: add config/com.nae.process-<name>.cfg');
  fill('issues', issues.map(issueRow), 'no issues so far');
  fill('fixes', fixes.map(fixRow), 'no fixes so far');
}

function programRow(p) {
  const otherReasons = p.reasons.filter(r => r !== p.reason).join('; ');
  return [cell(p.instance), withDetail(cell(p.state), p.reason), withDetail(cell(p.health, p.health), otherReasons), cell(p.pid, 'n'),
    cell(p.pid ? span(p.uptime_s) : null, 'n'), cell(p.restarts, 'n'),
    cell(p.cpu_percent == null ? null : p.cpu_percent.toFixed(1) + ' %', 'n'), cell(size(p.memory_bytes), 'n'),
    cell(p.errors_per_hour ? p.errors_per_hour.toFixed(0) : '', 'n')];
}

function issueRow(i) {
  const place = i.file ? `${i.file}:${i.line} ${i.function ?? ''}` : '';
  return [cell(i.id), cell(i.process), withDetail(cell(i.status), i.remedy), cell(i.count, 'n'), cell(ago(i.last_seen)),
    withDetail(cell(`${i.type}: ${i.message}`), place)];
}

function fixRow(f) {
  return [cell(f.id), cell(f.process + (f.mode ? '@' + f.mode : '')), cell(f.state), cell(f.pattern), cell(f.reason)];
}

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function refresh() {
  try {
    show(await Promise.all(['/api/status', '/api/issues', '/api/fixes'].map(read)));
    byId('failure').textContent = '';
  } catch (e) {
    byId('failure').textContent = `not up to date since ${new Date().toLocaleTimeString()}: ${e.message}`;
  }
  setTimeout(refresh, INTERVAL);
}

refresh();
