import { applyCalibration, type CalibrationCurve } from "./calibration.js";
import type { StatedValue } from "./evidence.js";
import fitted from "./fieldCalibration.json" with { type: "json" };
import type { Profile } from "./fusedPerson.js";

/** Per field the curve from what fusion computes to what holds: fitted by `npm run bench -- calibrate`. */
const curves: Readonly<Partial<Record<keyof Profile, CalibrationCurve>>> = fitted;

const holding = ({ value, statements }: StatedValue, probability: number): StatedValue => ({
  value,
  probability,
  statements,
});

/**
 * The values of a field with calibrated probabilities. The curve is that of shown values; what it leaves is shared by
 * the others as before, so that all together stay below 1. Addresses do not exclude each other: each has its own.
 * @param values best first
 * @param isShown whether the profile shows the first one
 */
export function calibrated(
  field: keyof Profile,
  values: readonly StatedValue[],
  isShown: boolean,
): readonly StatedValue[] {
  const [first, ...others] = values;
  const curve = curves[field];
  if (first === undefined || curve === undefined || !isShown) return values;
  const probability = applyCalibration(curve, first.probability);
  const left = (1 - probability) / Math.max(Number.EPSILON, 1 - first.probability);
  const scaled = (one: StatedValue) =>
    field === "email"
      ? applyCalibration(curve, one.probability)
      : Math.min(probability, one.probability * left);
  return [holding(first, probability), ...others.map((one) => holding(one, scaled(one)))];
}
