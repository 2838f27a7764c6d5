import { describeReaderContract } from '../../ports/reader.contract.ts';
import { startOnnxReader } from './onnx-reader.ts';

describeReaderContract('onnx', () => startOnnxReader());
