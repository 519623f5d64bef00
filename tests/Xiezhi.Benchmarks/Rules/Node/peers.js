// Measures rule engines of Node on a table that the rules suite wrote: node peers.js TABLE ENGINE
// TABLE: { rules: [{category, district, low, high, team}], inputs: [{category, district, severity}], expected: [team], inputsToCompare }
// Prints { engine, version, rounds: [decisions a second] } or { engine, reason }.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ROUNDS = 7;
const WARM_UP_MS = 300;
const ROUND_MS = 200;

const engines = {
  // One decision table of the first hit; texts are FEEL-like unary tests of Zen's own language.
  '@gorules/zen-engine': async (rules) => {
    const { ZenEngine } = require('@gorules/zen-engine');
    const columns = ['category', 'district', 'severity'].map((field) => ({ id: field, name: field, type: 'expression', field }));
    const table = {
      hitPolicy: 'first',
      inputs: columns,
      outputs: [{ id: 'team', name: 'team', type: 'expression', field: 'team' }],
      rules: rules.map((rule, at) => ({
        _id: String(at),
        category: rule.category === null ? '' : JSON.stringify(rule.category),
        district: rule.district === null ? '' : JSON.stringify(rule.district),
        severity: rule.low === rule.high ? String(rule.low) : `[${rule.low}..${rule.high}]`,
        team: JSON.stringify(rule.team),
      })),
    };
    const decision = new ZenEngine().createDecision({
      nodes: [
        { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
        { id: 'table', name: 'table', type: 'decisionTableNode', content: table, position: { x: 0, y: 0 } },
        { id: 'out', name: 'out', type: 'outputNode', position: { x: 0, y: 0 } },
      ],
      edges: [
        { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
        { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
      ],
    });
    return async (input) => (await decision.evaluate(input)).result.team;
  },

  // A rule each; priorities keep their order, and the first that holds stops the engine.
  'json-rules-engine': async (rules) => {
    const { Engine } = require('json-rules-engine');
    const engine = new Engine();
    rules.forEach((rule, at) => engine.addRule({
      priority: rules.length - at,
      conditions: {
        all: [
          ...(rule.category === null ? [] : [{ fact: 'category', operator: 'equal', value: rule.category }]),
          ...(rule.district === null ? [] : [{ fact: 'district', operator: 'equal', value: rule.district }]),
          { fact: 'severity', operator: 'greaterThanInclusive', value: rule.low },
          { fact: 'severity', operator: 'lessThanInclusive', value: rule.high },
        ],
      },
      event: { type: rule.team },
    }));
    let first = null;
    engine.on('success', (event) => {
      first ??= event.type;
      engine.stop();
    });
    return async (input) => {
      first = null;
      await engine.run(input);
      return first;
    };
  },
};

async function main() {
  const [file, engine] = process.argv.slice(2);
  try {
    const { rules, inputs, expected, inputsToCompare } = JSON.parse(readFileSync(file, 'utf8'));
    const decide = await engines[engine](rules);
    for (let i = 0; i < inputsToCompare; i++) {
      const answer = await decide(inputs[i]);
      if (answer !== expected[i]) {
        return { engine, reason: `it answers ${answer} where ${expected[i]} is right` };
      }
    }

    // As many different inputs as the round has time for, from all of them in turn.
    let at = 0;
    const run = async (atLeast) => {
      const start = performance.now();
      let done = 0;
      do {
        await decide(inputs[at++ % inputs.length]);
        done++;
      } while (performance.now() - start < atLeast);
      return (done * 1000) / (performance.now() - start);
    };
    await run(WARM_UP_MS);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await run(ROUND_MS));
    }

    return { engine, version: JSON.parse(readFileSync(new URL(`node_modules/${engine}/package.json`, import.meta.url))).version, rounds };
  } catch (error) {
    return { engine, reason: String(error.message ?? error).split('\n')[0] };
  }
}

console.log(JSON.stringify(await main()));
