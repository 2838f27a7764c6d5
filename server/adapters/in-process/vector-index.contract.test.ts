import { describeVectorIndexContract } from '../../ports/vector-index.contract.ts';
import { createInProcessVectorIndex } from './vector-index.ts';

describeVectorIndexContract('in process', createInProcessVectorIndex);
