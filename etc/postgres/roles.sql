-- Run once by a superuser on a server of your own, before `ub migrate`:
--   psql -v owner_password=… -v app_password=… -v backup_password=… -v report_password=… -f roles.sql
-- ub_owner migrates (it bypasses row-level security, else a data migration would change nothing); ub_app is all that web and workers hold;
-- ub_backup reads everything; ub_report reads through views.
create role ub_owner login nosuperuser nocreaterole nocreatedb noreplication bypassrls password :'owner_password';
create role ub_app login nosuperuser nocreaterole nocreatedb noreplication nobypassrls password :'app_password';
create role ub_backup login nosuperuser nocreaterole nocreatedb noreplication bypassrls password :'backup_password';
create role ub_report login nosuperuser nocreaterole nocreatedb noreplication nobypassrls password :'report_password';
create database utilitybilling owner ub_owner template template0 encoding 'UTF8' locale_provider libc locale 'C';
