import { describeEmbedderContract } from '../../ports/embedder.contract.ts';
import { startOnnxEmbedder } from './onnx-embedder.ts';

describeEmbedderContract('onnx', () => startOnnxEmbedder());
