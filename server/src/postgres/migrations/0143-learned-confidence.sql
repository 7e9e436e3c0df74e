-- What labels teach of confidence: a curve over what the curves that come with the program say, as JSON. At most one row.
CREATE TABLE confidence_model (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  curve text NOT NULL,
  -- The newest feedback that it is fitted to, and how much there is.
  last_feedback bigint NOT NULL,
  labels integer NOT NULL,
  fitted_at timestamptz NOT NULL DEFAULT now()
);

-- Numbers of the sources that vouched, not long before, for the values that the feedback speaks of: JSON, by field.
ALTER TABLE feedback ADD COLUMN said_by text;
