import { describeLanguageModelContract } from '../../ports/language-model.contract.ts';
import { createExtractiveModel } from './extractive-model.ts';

describeLanguageModelContract('extractive', () => createExtractiveModel());
