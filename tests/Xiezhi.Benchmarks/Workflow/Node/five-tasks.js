// The same case as the suite's: a start and five user tasks completed one after the other, in memory. Prints its figures as JSON.
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import * as elements from 'bpmn-elements';
import BpmnModdle from 'bpmn-moddle';
import { Serializer, TypeResolver } from 'moddle-context-serializer';

const tasks = 5;
const ids = Array.from({ length: tasks }, (_, at) => `t${at}`);
const flows = ['s', ...ids, 'e'].slice(1).map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${['s', ...ids][at]}" targetRef="${id}"/>`);
const source = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p" isExecutable="true">
<startEvent id="s"/>${ids.map((id) => `<userTask id="${id}"/>`).join('')}<endEvent id="e"/>${flows.join('')}</process></definitions>`;

// Read once, as the other engine compiles once.
const read = Serializer(await new BpmnModdle().fromXML(source), TypeResolver(elements));

async function start(onWait) {
  const listener = new EventEmitter();
  listener.on('activity.wait', onWait);
  const engine = new Engine({ name: 'five tasks', sourceContext: read });
  const ended = engine.waitFor('end');
  return { execution: await engine.execute({ listener }), ended };
}

let completed = 0;
async function complete() {
  const { ended } = await start((api) => {
    completed += 1;
    setImmediate(() => api.signal());
  });
  await ended;
}

async function rate(milliseconds) {
  const began = performance.now();
  const before = completed;
  let cases = 0;
  do {
    await complete();
    cases += 1;
  } while (performance.now() - began < milliseconds);
  const seconds = (performance.now() - began) / 1000;
  if (completed - before !== cases * tasks) {
    throw new Error(`${completed - before} tasks in ${cases} cases`);
  }

  return (cases * tasks) / seconds;
}

await rate(1000);
const resumes = [];
for (let round = 0; round < 7; round += 1) {
  resumes.push(await rate(300));
}

globalThis.gc();
const kept = [];
const before = process.memoryUsage().heapUsed;
for (let at = 0; at < 500; at += 1) {
  kept.push((await start(() => {})).execution);
}

globalThis.gc();
const bytes = (process.memoryUsage().heapUsed - before) / kept.length;
console.log(JSON.stringify({ resumes, bytes }));
process.exit(0);
