// Greets whoever answers at the gate; ends with an unhandled error when nobody does.
'use strict';
const net = require('net');

console.log('starting');
setTimeout(() => {
  const gate = net.connect({ host: '127.0.0.1', port: Number(process.env.GATE_PORT) });
  gate.setEncoding('utf8');
  gate.on('data', (text) => console.log('the gate says', text.trim()));
  gate.on('connect', () => setInterval(() => console.log('tick'), 1000));
}, 300);
