-- Whose names of places a person may know is asked for each Location: whether the tenant ever had a record there.
-- Without these it was answered by walking through the tenant's records, for each Location anew.
CREATE INDEX session_of_tenant_at ON session (tenant, location) WHERE tenant IS NOT NULL;
CREATE INDEX cdr_of_tenant_at ON cdr (tenant, location) WHERE tenant IS NOT NULL;
