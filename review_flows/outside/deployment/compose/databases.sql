-- Run once, when the server of compose.yaml is new. The roles get their passwords afterwards, and
-- until then nobody can sign in as them. What may rewrite the log: review-flows deploy roles.
CREATE ROLE review_flows LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE review_flows OWNER review_flows TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE review_flows FROM PUBLIC;
CREATE ROLE prefect LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE prefect OWNER prefect TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE prefect FROM PUBLIC;
