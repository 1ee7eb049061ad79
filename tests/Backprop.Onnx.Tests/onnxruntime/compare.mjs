// Runs exported models with ONNX Runtime and compares what they compute with what Predict computed.
//
//   node compare.mjs FOLDER
//
// FOLDER is what the tests leave in the folder of BACKPROP_ONNX_CASES: cases.json lists the models, each with batches of inputs and the outputs of Predict.
// The exit code is 0 only if there are as many models as the list says, and each number of each batch is as close as it must be.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as ort from "onnxruntime-node";

// |actual − expected| ≤ ABSOLUTE + RELATIVE·|expected|
const ABSOLUTE = 1e-5;
const RELATIVE = 1e-5;

const ARRAYS = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array };

/** Numbers of a file, from a place in bytes. */
function numbersAt(buffer, type, offset, count) {
  const array = ARRAYS[type];
  const bytes = buffer.subarray(offset, offset + count * array.BYTES_PER_ELEMENT);
  if (bytes.length !== count * array.BYTES_PER_ELEMENT) {
    throw new Error(`the file ends before ${count} numbers at ${offset}`);
  }
  return new array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const product = (sizes) => sizes.reduce((all, size) => all * size, 1);

/** How far off the worst number is, in parts of what is allowed, and by how much; Infinity where it is no number. */
function worst(actual, expected) {
  let parts = 0;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i] - expected[i]);
    const part = off / (ABSOLUTE + RELATIVE * Math.abs(expected[i]));
    parts = Number.isFinite(part) ? Math.max(parts, part) : Infinity;
    difference = Number.isFinite(off) ? Math.max(difference, off) : Infinity;
  }
  return { parts, difference };
}

/** Runs all batches of a model; returns the worst of them. */
async function compare(folder, model) {
  const session = await ort.InferenceSession.create(join(folder, model.file), { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 });
  if (session.inputNames.join() !== "input" || session.outputNames.join() !== "output") {
    throw new Error(`it takes ${session.inputNames} and makes ${session.outputNames}`);
  }
  const data = await readFile(join(folder, model.data));
  let offset = 0;
  const result = { parts: 0, difference: 0, count: 0 };
  for (const rows of model.batches) {
    const inputShape = [rows, ...model.input.shape];
    const outputShape = [rows, ...model.output.shape];
    const inputs = numbersAt(data, model.input.type, offset, product(inputShape));
    offset += inputs.byteLength;
    const expected = numbersAt(data, model.output.type, offset, product(outputShape));
    offset += expected.byteLength;
    const { output } = await session.run({ input: new ort.Tensor(model.input.type, inputs, inputShape) });
    if (output.type !== model.output.type || output.dims.join() !== outputShape.join()) {
      throw new Error(`for ${rows} rows it makes ${output.type} [${output.dims}], not ${model.output.type} [${outputShape}]`);
    }
    const { parts, difference } = worst(output.data, expected);
    result.parts = Math.max(result.parts, parts);
    result.difference = Math.max(result.difference, difference);
    result.count += expected.length;
  }
  if (offset !== data.length) {
    throw new Error(`${data.length - offset} bytes of data are left`);
  }
  await session.release();
  return result;
}

const folder = process.argv[2];
if (!folder) {
  console.error("node compare.mjs FOLDER");
  process.exit(2);
}

const models = JSON.parse(await readFile(join(folder, "cases.json"), "utf8"));
let failures = 0;
let numbers = 0;
let furthest = { parts: 0, difference: 0, name: "" };
for (const model of models) {
  try {
    const result = await compare(folder, model);
    numbers += result.count;
    if (result.parts > furthest.parts) {
      furthest = { ...result, name: model.name };
    }
    if (!(result.parts <= 1)) {
      failures++;
      console.log(`DIFFERS  ${model.name}: off by ${result.difference}, ${result.parts.toFixed(2)} of what is allowed\n    ${model.source}`);
    }
  } catch (error) {
    failures++;
    console.log(`FAILS    ${model.name}: ${error.message}\n    ${model.source}`);
  }
}

console.log(`ONNX Runtime ${ort.env.versions.node}: ${models.length} models, ${numbers} numbers, |actual - expected| <= ${ABSOLUTE} + ${RELATIVE}*|expected|`);
console.log(`furthest: ${furthest.name}, off by ${furthest.difference.toExponential(1)}, ${furthest.parts.toFixed(3)} of what is allowed`);
console.log(`onnx: ${models.length - failures} models agree, ${failures} do not`);
process.exit(failures === 0 && models.length > 0 ? 0 : 1);
