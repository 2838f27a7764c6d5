import { describeCalibrationStoreContract } from '../../ports/calibration-store.contract.ts';
import { InProcessCalibrationStore } from './calibration-store.ts';

describeCalibrationStoreContract(
  'InProcessCalibrationStore',
  async () => new InProcessCalibrationStore(),
);
