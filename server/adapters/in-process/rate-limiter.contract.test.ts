import { describeRateLimiterContract } from '../../ports/rate-limiter.contract.ts';
import { InProcessRateLimiter } from './rate-limiter.ts';

describeRateLimiterContract('InProcessRateLimiter', async () => new InProcessRateLimiter());
