import { describeLocksContract } from '../../ports/lock.contract.ts';
import { InProcessLocks } from './locks.ts';

describeLocksContract('InProcessLocks', async () => new InProcessLocks());
