using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace UtilityBilling.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "billing");

            migrationBuilder.EnsureSchema(
                name: "customers");

            migrationBuilder.EnsureSchema(
                name: "platform");

            migrationBuilder.EnsureSchema(
                name: "collections");

            migrationBuilder.EnsureSchema(
                name: "metering");

            migrationBuilder.CreateTable(
                name: "account_balances",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    open = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    unapplied = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    balance = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false, computedColumnSql: "open - unapplied", stored: true),
                    balance_cents = table.Column<long>(type: "bigint", nullable: false, computedColumnSql: "((open - unapplied) * 100)::bigint", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_balances", x => new { x.tenant_id, x.account_id });
                    table.CheckConstraint("ck_account_balances_open", "open >= 0");
                    table.CheckConstraint("ck_account_balances_unapplied", "unapplied >= 0");
                });

            migrationBuilder.CreateTable(
                name: "accounting_periods",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounting_periods", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_accounting_periods_span", "\"to\" > \"from\"");
                    table.CheckConstraint("ck_accounting_periods_state", "state in ('Open', 'Closing', 'Closed')");
                });

            migrationBuilder.CreateTable(
                name: "approvals",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    summary = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: true),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approvals", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_approvals_decided", "(state in ('Approved', 'Declined')) = (decided_by is not null and decided_at is not null)");
                    table.CheckConstraint("ck_approvals_second_person", "decided_by is null or decided_by <> prepared_by");
                    table.CheckConstraint("ck_approvals_state", "state in ('Open', 'Approved', 'Declined', 'Replaced')");
                });

            migrationBuilder.CreateTable(
                name: "background_jobs",
                schema: "platform",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    enqueued_by = table.Column<Guid>(type: "uuid", nullable: false),
                    enqueued_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    alive_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    progress_done = table.Column<int>(type: "integer", nullable: false),
                    progress_total = table.Column<int>(type: "integer", nullable: false),
                    progress_text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    correlation_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_background_jobs", x => x.id);
                    table.CheckConstraint("ck_background_jobs_state", "state in ('Waiting', 'Running', 'Done', 'Failed')");
                });

            migrationBuilder.CreateTable(
                name: "budget_plans",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    true_up_month = table.Column<int>(type: "integer", nullable: false),
                    enrolled_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    enrolled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    end_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_budget_plan_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_budget_plans_end", "(ended_on is null) = (end_kind is null) and (ended_on is null) = (ended_by_name is null)");
                    table.CheckConstraint("ck_budget_plans_end_kind", "end_kind in ('Asked', 'Left', 'Delinquent')");
                    table.CheckConstraint("ck_budget_plans_month", "true_up_month between 1 and 12");
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    made_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    revoked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_calendar_feeds_hash", "length(token_hash) = 64");
                    table.CheckConstraint("ck_calendar_feeds_revoked", "(revoked_at is null) = (revoked_by_name is null)");
                });

            migrationBuilder.CreateTable(
                name: "checklists",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    document = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    set_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklists", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_checklists_document", "jsonb_typeof(document) = 'array' and reason <> ''");
                    table.CheckConstraint("ck_checklists_kind", "kind in ('Regular', 'Final', 'OffCycle', 'Rebill', 'Cancel', 'Rollback')");
                });

            migrationBuilder.CreateTable(
                name: "coverage_releases",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_coverage_release_tenant_id_agreement_id_period_id_generation", x => new { x.tenant_id, x.agreement_id, x.period_id, x.generation });
                });

            migrationBuilder.CreateTable(
                name: "customers",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    first_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    last_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    phone = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_line1 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_line2 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_city = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    mailing_zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    is_staff = table.Column<bool>(type: "boolean", nullable: false),
                    legacy_system = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    legacy_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_customer_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_customers_kind", "kind in ('Person', 'Organization')");
                    table.CheckConstraint("ck_customers_language", "language in ('en', 'es')");
                });

            migrationBuilder.CreateTable(
                name: "cycles",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    months_per_period = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_cycle_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_cycles_months", "months_per_period between 1 and 12");
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                schema: "platform",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xml = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "email_servers",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    smtp_host = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    smtp_port = table.Column<int>(type: "integer", nullable: false),
                    smtp_encryption = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    smtp_user = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    smtp_secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    from_address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reply_to = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    bounce_address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    own_bounce_address = table.Column<bool>(type: "boolean", nullable: false),
                    per_minute = table.Column<int>(type: "integer", nullable: false),
                    imap_host = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    imap_port = table.Column<int>(type: "integer", nullable: true),
                    imap_encryption = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    imap_user = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    imap_secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    last_error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    paused_until = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    mailbox_read_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    mailbox_error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_email_servers", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_email_servers_imap_encryption", "imap_encryption in ('StartTls', 'Implicit', 'None')");
                    table.CheckConstraint("ck_email_servers_limits", "per_minute > 0 and (imap_host is null) = (imap_port is null)");
                    table.CheckConstraint("ck_email_servers_smtp_encryption", "smtp_encryption in ('StartTls', 'Implicit', 'None')");
                });

            migrationBuilder.CreateTable(
                name: "enrollment_files",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    left_as_changed = table.Column<int>(type: "integer", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    applied_by = table.Column<Guid>(type: "uuid", nullable: true),
                    applied_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_enrollment_file_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_enrollment_files_applied", "(state in ('Applied', 'Reversed')) = (applied_by is not null)");
                    table.CheckConstraint("ck_enrollment_files_ended", "(state in ('Reversed', 'Discarded')) = (ended_by is not null)");
                    table.CheckConstraint("ck_enrollment_files_state", "state in ('Previewed', 'Applied', 'Reversed', 'Discarded')");
                });

            migrationBuilder.CreateTable(
                name: "funds",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_pooled_cash = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_fund_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "holidays",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_es = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holidays", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_holidays_list", "list in ('City', 'Bank')");
                    table.CheckConstraint("ck_holidays_name", "name_en <> ''");
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    form_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    response_location = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.tenant_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "mail_departments",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sends_statements = table.Column<bool>(type: "boolean", nullable: false),
                    is_retired = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_mail_department_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_mail_departments_sends", "not (sends_statements and is_retired)");
                });

            migrationBuilder.CreateTable(
                name: "meters",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    serial_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    endpoint_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    size = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    manufacturer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    legacy_system = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    legacy_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meters", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_meters_status", "status in ('InStock', 'Installed', 'Retired')");
                });

            migrationBuilder.CreateTable(
                name: "misc_charge_codes",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_misc_charge_codes", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "misc_charge_releases",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurrence = table.Column<DateOnly>(type: "date", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_misc_charge_release_tenant_id_charge_id_occurrence_generati", x => new { x.tenant_id, x.charge_id, x.occurrence, x.generation });
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    next_number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => new { x.tenant_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "outbox_messages",
                schema: "platform",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parcels",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    legal_description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    owner_of_record = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    area_sq_ft = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parcels", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "postage_rates",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    up_to_ounces = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    price = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_postage_rates", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_postage_rates_figures", "up_to_ounces > 0 and price > 0");
                    table.CheckConstraint("ck_postage_rates_level", "level in ('FiveDigit', 'ThreeDigit', 'Mixed', 'SinglePiece')");
                });

            migrationBuilder.CreateTable(
                name: "rate_studies",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    billed_from = table.Column<DateOnly>(type: "date", nullable: false),
                    billed_through = table.Column<DateOnly>(type: "date", nullable: false),
                    adopted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    trial_versions = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    bills = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    refusal_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    refusal_es = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    adopted_total = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    trial_total = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_rate_study_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_rate_studies_dates", "billed_from <= billed_through");
                    table.CheckConstraint("ck_rate_studies_state", "state in ('Waiting', 'Ready')");
                });

            migrationBuilder.CreateTable(
                name: "roles",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    description = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    is_built_in = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "routes",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_routes", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "search_tokens",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_tokens", x => new { x.tenant_id, x.token, x.kind, x.record_id });
                });

            migrationBuilder.CreateTable(
                name: "setting_values",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_values", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "stock_items",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_es = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    unit_en = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_es = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    pieces_per_unit = table.Column<int>(type: "integer", nullable: false),
                    reorder_level = table.Column<int>(type: "integer", nullable: false),
                    reorder_units = table.Column<int>(type: "integer", nullable: false),
                    is_retired = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_items", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_stock_items_figures", "pieces_per_unit > 0 and reorder_level >= 0 and reorder_units > 0");
                });

            migrationBuilder.CreateTable(
                name: "tariff_versions",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ordinance = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    services = table.Column<string[]>(type: "text[]", nullable: false),
                    fees = table.Column<string[]>(type: "text[]", nullable: false),
                    document = table.Column<string>(type: "text", maxLength: 1000000, nullable: false),
                    document_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_tariff_version_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_tariff_versions_approval", "approved_by is null or approved_by <> prepared_by");
                    table.CheckConstraint("ck_tariff_versions_state", "state in ('Draft', 'AwaitingApproval', 'Approved', 'Withdrawn')");
                });

            migrationBuilder.CreateTable(
                name: "tenants",
                schema: "platform",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    time_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    default_language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    address_line1 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    address_line2 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    remit_to = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    brand_color = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                    table.CheckConstraint("ck_tenants_brand_color", "brand_color ~ '^#[0-9a-f]{6}$'");
                    table.CheckConstraint("ck_tenants_default_language", "default_language in ('en', 'es')");
                    table.CheckConstraint("ck_tenants_slug", "slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'");
                    table.CheckConstraint("ck_tenants_state", "state in ('Active', 'Suspended')");
                });

            migrationBuilder.CreateTable(
                name: "text_templates",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_es = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_retired = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_text_template_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_text_templates_kind", "kind in ('Letter', 'Reminder', 'DoorHanger', 'StatementEmail', 'StatementInsert')");
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "platform",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    password_hash = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    password_changed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    security_stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    totp_secret = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    totp_last_step = table.Column<long>(type: "bigint", nullable: false),
                    recovery_codes = table.Column<string[]>(type: "text[]", nullable: false),
                    failed_count = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    is_host_administrator = table.Column<bool>(type: "boolean", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    theme = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    preferences = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.CheckConstraint("ck_users_language", "language in ('en', 'es')");
                    table.CheckConstraint("ck_users_theme", "theme in ('light', 'dark')");
                    table.CheckConstraint("ck_users_user_name", "user_name = lower(user_name)");
                });

            migrationBuilder.CreateTable(
                name: "journals",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    effective_date = table.Column<DateOnly>(type: "date", nullable: false),
                    ledger_date = table.Column<DateOnly>(type: "date", nullable: false),
                    accounting_period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    posted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    source_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reverses_journal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    entry_count = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    memo = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    first_entry = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_journal_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_journals_amount", "amount > 0");
                    table.CheckConstraint("ck_journals_entry_count", "entry_count >= 2");
                    table.CheckConstraint("ck_journals_first_entry", "first_entry = 1");
                    table.CheckConstraint("ck_journals_reverses_another", "reverses_journal_id <> id");
                    table.CheckConstraint("ck_journals_source_kind", "source_kind in ('Bill', 'Receipt', 'ReceiptVoid', 'Application', 'Unapplication', 'Penalty', 'Adjustment', 'Deposit', 'DepositApplied', 'DepositRefund', 'OpeningBalance', 'BillReversal', 'PenaltyReversal', 'BudgetSettlement', 'BudgetSettlementReversal')");
                    table.ForeignKey(
                        name: "fk_journals_accounting_periods_tenant_id_accounting_period_id",
                        columns: x => new { x.tenant_id, x.accounting_period_id },
                        principalSchema: "billing",
                        principalTable: "accounting_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_journals_journals_tenant_id_reverses_journal_id",
                        columns: x => new { x.tenant_id, x.reverses_journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "budget_amounts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    proposed = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    set_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_amounts", x => new { x.tenant_id, x.plan_id, x.from });
                    table.CheckConstraint("ck_budget_amounts_amount", "amount > 0 and (reason is not null or proposed is not distinct from amount)");
                    table.ForeignKey(
                        name: "fk_budget_amounts_budget_plan_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalSchema: "billing",
                        principalTable: "budget_plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "accounts",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    delivery = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attention = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_line1 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_line2 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_city = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    mailing_state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    mailing_zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    legacy_system = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    legacy_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_accounts_delivery", "delivery in ('Paper', 'Email', 'Both')");
                    table.ForeignKey(
                        name: "fk_accounts_customer_tenant_id_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customer_contacts",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_contacts", x => new { x.tenant_id, x.customer_id, x.n });
                    table.CheckConstraint("ck_customer_contacts_kind", "kind in ('Phone', 'Email', 'Other')");
                    table.ForeignKey(
                        name: "fk_customer_contacts_customers_tenant_id_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "billing_periods",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    read_date = table.Column<DateOnly>(type: "date", nullable: false),
                    calculate_date = table.Column<DateOnly>(type: "date", nullable: false),
                    bill_date = table.Column<DateOnly>(type: "date", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    reminder_date = table.Column<DateOnly>(type: "date", nullable: true),
                    call_date = table.Column<DateOnly>(type: "date", nullable: true),
                    shut_off_date = table.Column<DateOnly>(type: "date", nullable: true),
                    moves = table.Column<string>(type: "jsonb", maxLength: 200, nullable: true),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_billing_period_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_billing_periods_dates", "\"to\" > \"from\" and due_date > bill_date");
                    table.ForeignKey(
                        name: "fk_billing_periods_cycle_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_adjustments",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_from = table.Column<DateOnly>(type: "date", nullable: false),
                    date = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    set_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_adjustments", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_calendar_adjustments_date", "date in ('Read', 'Calculate', 'Bill', 'Due', 'Reminder', 'Call', 'ShutOff')");
                    table.CheckConstraint("ck_calendar_adjustments_reason", "reason <> ''");
                    table.ForeignKey(
                        name: "fk_calendar_adjustments_cycle_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_rules",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    document = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    set_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_rules", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_calendar_rules_document", "jsonb_typeof(document) = 'object'");
                    table.ForeignKey(
                        name: "fk_calendar_rules_cycle_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "read_files",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    layout = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reversed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reversed_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    exceptions = table.Column<int>(type: "integer", nullable: false),
                    rejected = table.Column<int>(type: "integer", nullable: false),
                    unknown = table.Column<int>(type: "integer", nullable: false),
                    missing = table.Column<int>(type: "integer", nullable: false),
                    duplicates = table.Column<int>(type: "integer", nullable: false),
                    replaced = table.Column<int>(type: "integer", nullable: false),
                    problems = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_read_file_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_read_files_state", "state in ('Previewed', 'Imported', 'Reversed', 'Discarded')");
                    table.ForeignKey(
                        name: "fk_read_files_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_change_batches",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rate_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    like_service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    customer_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    has_service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    fact_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    fact_value = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    left_as_changed = table.Column<int>(type: "integer", nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    declined_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_change_batches", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_service_change_batches_approved", "(state in ('Applied', 'Reversed')) = (approved_by is not null)");
                    table.CheckConstraint("ck_service_change_batches_ended", "(state in ('Reversed', 'Discarded')) = (ended_by is not null)");
                    table.CheckConstraint("ck_service_change_batches_fact", "(fact_name is null) = (fact_value is null)");
                    table.CheckConstraint("ck_service_change_batches_kind", "kind in ('Add', 'End')");
                    table.CheckConstraint("ck_service_change_batches_rate", "(kind = 'Add') = (rate_code is not null)");
                    table.CheckConstraint("ck_service_change_batches_state", "state in ('Previewed', 'AwaitingApproval', 'Applied', 'Reversed', 'Discarded')");
                    table.CheckConstraint("ck_service_change_batches_two_people", "approved_by is null or approved_by <> prepared_by");
                    table.ForeignKey(
                        name: "fk_service_change_batches_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrollment_file_contents",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollment_file_contents", x => new { x.tenant_id, x.file_id, x.n });
                    table.ForeignKey(
                        name: "fk_enrollment_file_contents_enrollment_files_tenant_id_file_id",
                        columns: x => new { x.tenant_id, x.file_id },
                        principalSchema: "customers",
                        principalTable: "enrollment_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "gl_accounts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    tender = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_gl_account_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.UniqueConstraint("ak_gl_account_tenant_id_fund_id_id", x => new { x.tenant_id, x.fund_id, x.id });
                    table.CheckConstraint("ck_gl_accounts_kind", "kind in ('Asset', 'Liability', 'Revenue', 'Expense', 'Equity')");
                    table.CheckConstraint("ck_gl_accounts_purpose", "purpose in ('Receivable', 'CashClearing', 'Bank', 'UnappliedCredit', 'DepositsHeld', 'RefundsPayable', 'Revenue', 'FeeRevenue', 'PassThroughPayable', 'UncollectedPassThrough', 'DueTo', 'DueFrom', 'AdjustmentContra', 'ConversionClearing', 'TaxPayable', 'BudgetVariance', 'Other')");
                    table.ForeignKey(
                        name: "fk_gl_accounts_funds_tenant_id_fund_id",
                        columns: x => new { x.tenant_id, x.fund_id },
                        principalSchema: "billing",
                        principalTable: "funds",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_entries",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    pieces = table.Column<int>(type: "integer", nullable: false),
                    postage = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_mail_entry_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_mail_entries_direction", "direction in ('Incoming', 'Outgoing')");
                    table.CheckConstraint("ck_mail_entries_figures", "pieces > 0 and postage >= 0 and (direction = 'Outgoing' or postage = 0)");
                    table.CheckConstraint("ck_mail_entries_kind", "kind in ('Letter', 'Postcard', 'Flat', 'Parcel', 'Certified')");
                    table.ForeignKey(
                        name: "fk_mail_entries_mail_departments_tenant_id_department_id",
                        columns: x => new { x.tenant_id, x.department_id },
                        principalSchema: "billing",
                        principalTable: "mail_departments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "misc_charges",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reverted_id = table.Column<Guid>(type: "uuid", nullable: true),
                    code_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    every_periods = table.Column<int>(type: "integer", nullable: false),
                    text_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    text_es = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    paper = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    closed_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    closed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_misc_charge_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_misc_charges_closed", "state in ('AwaitingApproval', 'Approved') or closed_reason is not null");
                    table.CheckConstraint("ck_misc_charges_kind", "kind in ('OneTime', 'Recurring')");
                    table.CheckConstraint("ck_misc_charges_reverted", "reverted_id is null or (kind = 'OneTime' and occupancy_id = reverted_id)");
                    table.CheckConstraint("ck_misc_charges_second_person", "decided_by is null or decided_by <> entered_by");
                    table.CheckConstraint("ck_misc_charges_span", "\"to\" is null or \"to\" >= \"from\"");
                    table.CheckConstraint("ck_misc_charges_state", "state in ('AwaitingApproval', 'Approved', 'Declined', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_misc_charges_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_misc_charges_misc_charge_codes_tenant_id_code_id",
                        columns: x => new { x.tenant_id, x.code_id },
                        principalSchema: "billing",
                        principalTable: "misc_charge_codes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "premises",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address_line = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    city = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parcel_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    legacy_system = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    legacy_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_premise_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_premises_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_premises_parcels_tenant_id_parcel_id",
                        columns: x => new { x.tenant_id, x.parcel_id },
                        principalSchema: "customers",
                        principalTable: "parcels",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rate_study_revenues",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    study_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    service = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    customer_class = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    component = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tier = table.Column<int>(type: "integer", nullable: false),
                    label_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    label_es = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    adopted_quantity = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    adopted_amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    trial_quantity = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    trial_amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rate_study_revenues", x => new { x.tenant_id, x.study_id, x.n });
                    table.ForeignKey(
                        name: "fk_rate_study_revenues_rate_studies_tenant_id_study_id",
                        columns: x => new { x.tenant_id, x.study_id },
                        principalSchema: "billing",
                        principalTable: "rate_studies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "role_permissions",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    permission = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_permissions", x => new { x.tenant_id, x.role_id, x.permission });
                    table.ForeignKey(
                        name: "fk_role_permissions_roles_tenant_id_role_id",
                        columns: x => new { x.tenant_id, x.role_id },
                        principalSchema: "platform",
                        principalTable: "roles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_rules",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    pieces = table.Column<int>(type: "integer", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_rules", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_stock_rules_basis", "basis in ('Nothing', 'Sheet', 'MailedPiece', 'DoorHanger')");
                    table.CheckConstraint("ck_stock_rules_pieces", "pieces > 0");
                    table.ForeignKey(
                        name: "fk_stock_rules_stock_items_tenant_id_item_id",
                        columns: x => new { x.tenant_id, x.item_id },
                        principalSchema: "billing",
                        principalTable: "stock_items",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "vendor_prices",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    price_per_unit = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    pieces_per_unit = table.Column<int>(type: "integer", nullable: false),
                    lead_days = table.Column<int>(type: "integer", nullable: false),
                    quoted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_prices", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_vendor_prices_figures", "price_per_unit > 0 and pieces_per_unit > 0 and lead_days >= 0");
                    table.ForeignKey(
                        name: "fk_vendor_prices_stock_items_tenant_id_item_id",
                        columns: x => new { x.tenant_id, x.item_id },
                        principalSchema: "billing",
                        principalTable: "stock_items",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tariff_files",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tariff_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tariff_files", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_tariff_files_size", "size_bytes = length(content) and size_bytes <= 10000000");
                    table.ForeignKey(
                        name: "fk_tariff_files_tariff_version_tenant_id_tariff_version_id",
                        columns: x => new { x.tenant_id, x.tariff_version_id },
                        principalSchema: "billing",
                        principalTable: "tariff_versions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "winter_average_batches",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    window_from = table.Column<DateOnly>(type: "date", nullable: true),
                    window_to = table.Column<DateOnly>(type: "date", nullable: true),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    tariff_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    big_change_percent = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    not_billed_by_it = table.Column<int>(type: "integer", nullable: false),
                    worked_through = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    refused_lines = table.Column<string>(type: "jsonb", maxLength: 200, nullable: true),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_winter_average_batches", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_winter_average_batches_approved", "(state in ('Approved', 'Reversed')) = (approved_by is not null)");
                    table.CheckConstraint("ck_winter_average_batches_kind", "kind in ('Computed', 'SingleChange', 'PartnerFile')");
                    table.CheckConstraint("ck_winter_average_batches_second_person", "approved_by is null or approved_by <> prepared_by");
                    table.CheckConstraint("ck_winter_average_batches_state", "state in ('Computing', 'Draft', 'AwaitingApproval', 'Approved', 'Cancelled', 'Reversed')");
                    table.CheckConstraint("ck_winter_average_batches_window", "window_to is null or window_to > window_from");
                    table.ForeignKey(
                        name: "fk_winter_average_batches_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_winter_average_batches_tariff_versions_tenant_id_tariff_ver",
                        columns: x => new { x.tenant_id, x.tariff_version_id },
                        principalSchema: "billing",
                        principalTable: "tariff_versions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "template_versions",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    template_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_template_version_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_template_versions_approval", "(state = 'Approved') = (approved_by is not null) and approved_by is distinct from prepared_by and number > 0");
                    table.CheckConstraint("ck_template_versions_state", "state in ('Draft', 'AwaitingApproval', 'Approved', 'Withdrawn')");
                    table.ForeignKey(
                        name: "fk_template_versions_text_template_tenant_id_template_id",
                        columns: x => new { x.tenant_id, x.template_id },
                        principalSchema: "billing",
                        principalTable: "text_templates",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_tenants",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tenants", x => new { x.tenant_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_user_tenants_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "platform",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_user_tenants_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "platform",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    series = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    business_date = table.Column<DateOnly>(type: "date", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    received_by = table.Column<Guid>(type: "uuid", nullable: false),
                    received_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    payer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    total = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    idempotency_key = table.Column<Guid>(type: "uuid", nullable: false),
                    request_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipts", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_receipts_total", "total > 0");
                    table.ForeignKey(
                        name: "fk_receipts_journals_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_recipients",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    line1 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    line2 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    city = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    language = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    gets_bills = table.Column<bool>(type: "boolean", nullable: false),
                    gets_notices = table.Column<bool>(type: "boolean", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_recipients", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_account_recipients_dates", "\"to\" is null or \"to\" >= \"from\"");
                    table.CheckConstraint("ck_account_recipients_language", "language in ('en', 'es', 'both')");
                    table.CheckConstraint("ck_account_recipients_something", "gets_bills or gets_notices");
                    table.CheckConstraint("ck_account_recipients_somewhere", "email is not null or (line1 is not null and city is not null and state is not null and zip is not null)");
                    table.ForeignKey(
                        name: "fk_account_recipients_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bad_addresses",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    cleared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    cleared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bad_addresses", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bad_addresses_cleared", "(cleared_at is null) = (cleared_by_name is null)");
                    table.ForeignKey(
                        name: "fk_bad_addresses_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contact_log",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    topic = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sent_to = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact_log", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_contact_log_channel", "channel in ('Email', 'Post', 'Door')");
                    table.CheckConstraint("ck_contact_log_topic", "topic in ('Statement', 'Letter')");
                    table.ForeignKey(
                        name: "fk_contact_log_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credits",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    effective_date = table.Column<DateOnly>(type: "date", nullable: false),
                    cause_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cause_id = table.Column<Guid>(type: "uuid", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_credit_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_credits_amount", "amount > 0");
                    table.CheckConstraint("ck_credits_cause_kind", "cause_kind in ('Receipt', 'Adjustment', 'DepositApplied', 'Transfer', 'OpeningBalance', 'BudgetSettlement')");
                    table.ForeignKey(
                        name: "fk_credits_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credits_fund_tenant_id_fund_id",
                        columns: x => new { x.tenant_id, x.fund_id },
                        principalSchema: "billing",
                        principalTable: "funds",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credits_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deposits",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    taken_on = table.Column<DateOnly>(type: "date", nullable: false),
                    receipt_note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposits", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_deposits_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_deposits_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deposits_journals_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "own_accounts",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_own_accounts", x => new { x.tenant_id, x.account_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_own_accounts_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rate_study_accounts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    study_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bills = table.Column<int>(type: "integer", nullable: false),
                    adopted = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    trial = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rate_study_accounts", x => new { x.tenant_id, x.study_id, x.account_id });
                    table.ForeignKey(
                        name: "fk_rate_study_accounts_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rate_study_accounts_rate_study_tenant_id_study_id",
                        columns: x => new { x.tenant_id, x.study_id },
                        principalSchema: "billing",
                        principalTable: "rate_studies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statement_messages",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    english = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    spanish = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    through = table.Column<DateOnly>(type: "date", nullable: true),
                    written_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_messages", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_statement_messages_dates", "through is null or through >= \"from\" - 1");
                    table.CheckConstraint("ck_statement_messages_scope", "scope in ('Everybody', 'Cycle', 'CustomerClass', 'Account')");
                    table.ForeignKey(
                        name: "fk_statement_messages_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statement_messages_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bill_runs",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    period_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    rolls_back_run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bill_date = table.Column<DateOnly>(type: "date", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    calculated_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    calculated_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    submitted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    ledger_date = table.Column<DateOnly>(type: "date", nullable: true),
                    first_bill_number = table.Column<long>(type: "bigint", nullable: true),
                    calculations_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    trouble_step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    trouble_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    trouble_data = table.Column<string>(type: "jsonb", maxLength: 200, nullable: true),
                    trouble_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    in_scope = table.Column<int>(type: "integer", nullable: false),
                    billed = table.Column<int>(type: "integer", nullable: false),
                    held = table.Column<int>(type: "integer", nullable: false),
                    excluded = table.Column<int>(type: "integer", nullable: false),
                    parked = table.Column<int>(type: "integer", nullable: false),
                    bill_count = table.Column<int>(type: "integer", nullable: false),
                    total_amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_bill_run_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bill_runs_approved", "state not in ('Approved', 'Posting', 'Posted') or (approved_by is not null and posted_at is not null and calculations_digest is not null and (parked = 0 or state <> 'Approved'))");
                    table.CheckConstraint("ck_bill_runs_approver", "approved_by is null or approved_by <> prepared_by");
                    table.CheckConstraint("ck_bill_runs_complete", "state = 'Scoped' or in_scope = billed + held + excluded + parked");
                    table.CheckConstraint("ck_bill_runs_kind", "kind in ('Regular', 'Final', 'OffCycle', 'Rebill', 'Cancel', 'Rollback')");
                    table.CheckConstraint("ck_bill_runs_period", "(kind = 'Regular') = (period_id is not null) and (period_id is null) = (cycle_id is null)");
                    table.CheckConstraint("ck_bill_runs_reason", "(kind in ('Rebill', 'Cancel', 'Rollback')) = (reason is not null) and (kind = 'Rollback') = (rolls_back_run_id is not null)");
                    table.CheckConstraint("ck_bill_runs_state", "state in ('Scoped', 'Calculated', 'AwaitingApproval', 'Approved', 'Posting', 'Posted', 'Cancelled', 'RolledBack')");
                    table.CheckConstraint("ck_bill_runs_trouble_step", "trouble_step in ('Calculate', 'Post')");
                    table.ForeignKey(
                        name: "fk_bill_runs_bill_runs_tenant_id_rolls_back_run_id",
                        columns: x => new { x.tenant_id, x.rolls_back_run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bill_runs_billing_periods_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bill_runs_cycle_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "read_file_contents",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    read_file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_read_file_contents", x => new { x.tenant_id, x.read_file_id, x.n });
                    table.ForeignKey(
                        name: "fk_read_file_contents_read_files_tenant_id_read_file_id",
                        columns: x => new { x.tenant_id, x.read_file_id },
                        principalSchema: "metering",
                        principalTable: "read_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "read_file_lines",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    read_file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    raw = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    data = table.Column<string>(type: "jsonb", maxLength: 200, nullable: true),
                    read_id = table.Column<Guid>(type: "uuid", nullable: true),
                    exception_id = table.Column<Guid>(type: "uuid", nullable: true),
                    register_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: true),
                    account = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    meter_serial = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    read_date = table.Column<DateOnly>(type: "date", nullable: true),
                    read_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    is_estimated = table.Column<bool>(type: "boolean", nullable: false),
                    latest_read_id = table.Column<Guid>(type: "uuid", nullable: true),
                    previous_read_id = table.Column<Guid>(type: "uuid", nullable: true),
                    previous_date = table.Column<DateOnly>(type: "date", nullable: true),
                    previous_value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    usage = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    days = table.Column<int>(type: "integer", nullable: true),
                    oddness = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    replaces_read_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_read_file_lines", x => new { x.tenant_id, x.read_file_id, x.n });
                    table.CheckConstraint("ck_read_file_lines_outcome", "outcome in ('Accepted', 'Exception', 'Rejected', 'Unknown', 'Duplicate', 'Missing')");
                    table.ForeignKey(
                        name: "fk_read_file_lines_read_files_tenant_id_read_file_id",
                        columns: x => new { x.tenant_id, x.read_file_id },
                        principalSchema: "metering",
                        principalTable: "read_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "adjustment_reasons",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    label_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    label_es = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    gl_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adjustment_reasons", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_adjustment_reasons_gl_account_tenant_id_gl_account_id",
                        columns: x => new { x.tenant_id, x.gl_account_id },
                        principalSchema: "billing",
                        principalTable: "gl_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "misc_charge_terms",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_es = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    gl_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    is_fixed_price = table.Column<bool>(type: "boolean", nullable: false),
                    may_cut_water = table.Column<bool>(type: "boolean", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_misc_charge_terms", x => new { x.tenant_id, x.code_id, x.from });
                    table.CheckConstraint("ck_misc_charge_terms_price", "(unit_price is null or unit_price > 0) and (unit_price is not null or not is_fixed_price)");
                    table.ForeignKey(
                        name: "fk_misc_charge_terms_gl_account_tenant_id_gl_account_id",
                        columns: x => new { x.tenant_id, x.gl_account_id },
                        principalSchema: "billing",
                        principalTable: "gl_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_misc_charge_terms_misc_charge_codes_tenant_id_code_id",
                        columns: x => new { x.tenant_id, x.code_id },
                        principalSchema: "billing",
                        principalTable: "misc_charge_codes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_entry_strikes",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_entry_strikes", x => new { x.tenant_id, x.entry_id });
                    table.ForeignKey(
                        name: "fk_mail_entry_strikes_mail_entries_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalSchema: "billing",
                        principalTable: "mail_entries",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "misc_charge_amounts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_misc_charge_amounts", x => new { x.tenant_id, x.charge_id, x.from });
                    table.CheckConstraint("ck_misc_charge_amounts_amount", "amount > 0 and amount = round(quantity * unit_price, 2)");
                    table.ForeignKey(
                        name: "fk_misc_charge_amounts_misc_charge_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "misc_charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrollment_file_lines",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    account_number = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    program = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    from_text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    review_on = table.Column<DateOnly>(type: "date", nullable: true),
                    problem = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    problem_data = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    enrollment_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollment_file_lines", x => new { x.tenant_id, x.file_id, x.n });
                    table.CheckConstraint("ck_enrollment_file_lines_good", "problem is not null or (account_id is not null and premise_id is not null and \"from\" is not null)");
                    table.ForeignKey(
                        name: "fk_enrollment_file_lines_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollment_file_lines_enrollment_files_tenant_id_file_id",
                        columns: x => new { x.tenant_id, x.file_id },
                        principalSchema: "customers",
                        principalTable: "enrollment_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollment_file_lines_premise_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrollments",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    program = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    review_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    granted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ended_by_move = table.Column<bool>(type: "boolean", nullable: false),
                    end_before_move = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollments", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_enrollments_ended", "(end_reason is null) = (ended_by is null) and (end_reason is null) = (ended_at is null)");
                    table.CheckConstraint("ck_enrollments_moved", "end_reason is not null or (not ended_by_move and end_before_move is null)");
                    table.CheckConstraint("ck_enrollments_span", "\"to\" is null or \"to\" > \"from\" or (\"to\" = \"from\" and end_reason is not null)");
                    table.ForeignKey(
                        name: "fk_enrollments_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_enrollment_file_tenant_id_file_id",
                        columns: x => new { x.tenant_id, x.file_id },
                        principalSchema: "customers",
                        principalTable: "enrollment_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_premise_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notes",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    is_alert = table.Column<bool>(type: "boolean", nullable: false),
                    alert_until = table.Column<DateOnly>(type: "date", nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notes", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_notes_subject", "num_nonnulls(account_id, premise_id, customer_id) >= 1");
                    table.ForeignKey(
                        name: "fk_notes_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notes_customers_tenant_id_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notes_premise_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ownerships",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ownerships", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ownerships_span", "\"to\" is null or \"to\" > \"from\"");
                    table.ForeignKey(
                        name: "fk_ownerships_customers_tenant_id_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ownerships_premise_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "premise_facts",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    value = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_premise_facts", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_premise_facts_span", "\"to\" is null or \"to\" > \"from\"");
                    table.ForeignKey(
                        name: "fk_premise_facts_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reversion_agreements",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    paper = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    fee = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    leave_on = table.Column<bool>(type: "boolean", nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_reversion_agreement_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_reversion_agreements_ended", "(end_reason is null) = (ended_by is null) and (end_reason is null) = (ended_at is null)");
                    table.CheckConstraint("ck_reversion_agreements_fee", "fee >= 0");
                    table.CheckConstraint("ck_reversion_agreements_span", "\"to\" is null or \"to\" > \"from\" or (\"to\" = \"from\" and end_reason is not null)");
                    table.ForeignKey(
                        name: "fk_reversion_agreements_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reversion_agreements_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_points",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    route_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    location = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    can_shut_off = table.Column<bool>(type: "boolean", nullable: false),
                    cannot_shut_off_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_service_point_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_service_points_shut_off", "can_shut_off or cannot_shut_off_reason is not null");
                    table.CheckConstraint("ck_service_points_state", "state in ('On', 'Off', 'Locked')");
                    table.ForeignKey(
                        name: "fk_service_points_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_points_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_points_routes_tenant_id_route_id",
                        columns: x => new { x.tenant_id, x.route_id },
                        principalSchema: "metering",
                        principalTable: "routes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "letter_batches",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    letters = table.Column<int>(type: "integer", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    printed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    printed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    mail_entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    postage_missing = table.Column<bool>(type: "boolean", nullable: false),
                    closed_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    closed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter_batches", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_letter_batches_kind", "kind in ('Letter', 'Reminder', 'DoorHanger', 'StatementEmail', 'StatementInsert')");
                    table.CheckConstraint("ck_letter_batches_language", "language in ('OfCustomer', 'English', 'Spanish', 'Both')");
                    table.CheckConstraint("ck_letter_batches_state", "state in ('Writing', 'Ready', 'Printed', 'Void')");
                    table.ForeignKey(
                        name: "fk_letter_batches_mail_department_tenant_id_department_id",
                        columns: x => new { x.tenant_id, x.department_id },
                        principalSchema: "billing",
                        principalTable: "mail_departments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_letter_batches_mail_entry_tenant_id_mail_entry_id",
                        columns: x => new { x.tenant_id, x.mail_entry_id },
                        principalSchema: "billing",
                        principalTable: "mail_entries",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_letter_batches_template_version_tenant_id_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalSchema: "billing",
                        principalTable: "template_versions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "template_texts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "character varying(12000)", maxLength: 12000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_template_texts", x => new { x.tenant_id, x.version_id, x.language });
                    table.CheckConstraint("ck_template_texts_language", "language in ('en', 'es')");
                    table.ForeignKey(
                        name: "fk_template_texts_template_version_tenant_id_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalSchema: "billing",
                        principalTable: "template_versions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_roles",
                schema: "platform",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_roles", x => new { x.tenant_id, x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_user_roles_roles_tenant_id_role_id",
                        columns: x => new { x.tenant_id, x.role_id },
                        principalSchema: "platform",
                        principalTable: "roles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_user_roles_user_tenants_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalSchema: "platform",
                        principalTable: "user_tenants",
                        principalColumns: new[] { "tenant_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt_tenders",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receipt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_tenders", x => new { x.tenant_id, x.receipt_id, x.n });
                    table.CheckConstraint("ck_receipt_tenders_amount", "amount > 0");
                    table.CheckConstraint("ck_receipt_tenders_kind", "kind in ('Cash', 'Check', 'Card', 'MoneyOrder', 'Other')");
                    table.ForeignKey(
                        name: "fk_receipt_tenders_receipts_tenant_id_receipt_id",
                        columns: x => new { x.tenant_id, x.receipt_id },
                        principalSchema: "collections",
                        principalTable: "receipts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt_void_requests",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    receipt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_void_requests", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_receipt_void_requests_state", "state in ('Requested', 'Approved', 'Declined')");
                    table.ForeignKey(
                        name: "fk_receipt_void_requests_receipts_tenant_id_receipt_id",
                        columns: x => new { x.tenant_id, x.receipt_id },
                        principalSchema: "collections",
                        principalTable: "receipts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt_voids",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    receipt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    voided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_voids", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_receipt_voids_second_person", "approved_by <> requested_by");
                    table.ForeignKey(
                        name: "fk_receipt_voids_journals_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_receipt_voids_receipts_tenant_id_receipt_id",
                        columns: x => new { x.tenant_id, x.receipt_id },
                        principalSchema: "collections",
                        principalTable: "receipts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_balances",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    unapplied = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    is_reversed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_balances", x => new { x.tenant_id, x.credit_id });
                    table.CheckConstraint("ck_credit_balances_reversed", "not is_reversed or unapplied = 0");
                    table.CheckConstraint("ck_credit_balances_unapplied", "unapplied >= 0 and unapplied <= amount");
                    table.ForeignKey(
                        name: "fk_credit_balances_credit_tenant_id_credit_id",
                        columns: x => new { x.tenant_id, x.credit_id },
                        principalSchema: "billing",
                        principalTable: "credits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_reversals",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_reversals", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_credit_reversals_credits_tenant_id_credit_id",
                        columns: x => new { x.tenant_id, x.credit_id },
                        principalSchema: "billing",
                        principalTable: "credits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_reversals_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt_lines",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receipt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_lines", x => new { x.tenant_id, x.receipt_id, x.n });
                    table.CheckConstraint("ck_receipt_lines_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_receipt_lines_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_receipt_lines_credits_tenant_id_credit_id",
                        columns: x => new { x.tenant_id, x.credit_id },
                        principalSchema: "billing",
                        principalTable: "credits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_receipt_lines_receipts_tenant_id_receipt_id",
                        columns: x => new { x.tenant_id, x.receipt_id },
                        principalSchema: "collections",
                        principalTable: "receipts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deposit_events",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    deposit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposit_events", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_deposit_events_amount", "amount > 0");
                    table.CheckConstraint("ck_deposit_events_credit", "(kind = 'Applied') = (credit_id is not null)");
                    table.CheckConstraint("ck_deposit_events_kind", "kind in ('Applied', 'Refunded')");
                    table.ForeignKey(
                        name: "fk_deposit_events_credits_tenant_id_credit_id",
                        columns: x => new { x.tenant_id, x.credit_id },
                        principalSchema: "billing",
                        principalTable: "credits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deposit_events_deposits_tenant_id_deposit_id",
                        columns: x => new { x.tenant_id, x.deposit_id },
                        principalSchema: "collections",
                        principalTable: "deposits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deposit_events_journals_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bill_run_pages",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    page = table.Column<int>(type: "integer", nullable: false),
                    bill_count = table.Column<int>(type: "integer", nullable: false),
                    cancelled_count = table.Column<int>(type: "integer", nullable: false),
                    total_amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bill_run_pages", x => new { x.tenant_id, x.run_id, x.page });
                    table.ForeignKey(
                        name: "fk_bill_run_pages_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "print_jobs",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    duplex = table.Column<bool>(type: "boolean", nullable: false),
                    pieces = table.Column<int>(type: "integer", nullable: false),
                    sheets = table.Column<int>(type: "integer", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_print_jobs", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_print_jobs_kind", "kind in ('InHouse', 'Vendor')");
                    table.CheckConstraint("ck_print_jobs_state", "state in ('Open', 'Done', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_print_jobs_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_charge_bills",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    with_recurring = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_charge_bills", x => new { x.tenant_id, x.run_id, x.occupancy_id, x.period_id });
                    table.ForeignKey(
                        name: "fk_run_charge_bills_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_charge_bills_billing_periods_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_misc_charges",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurrence = table.Column<DateOnly>(type: "date", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_misc_charges", x => new { x.tenant_id, x.run_id, x.charge_id, x.occurrence });
                    table.ForeignKey(
                        name: "fk_run_misc_charges_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_misc_charges_misc_charges_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "misc_charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_releases",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    released_by = table.Column<Guid>(type: "uuid", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_releases", x => new { x.tenant_id, x.run_id, x.occupancy_id });
                    table.ForeignKey(
                        name: "fk_run_releases_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_ticks",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    taken_back_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    taken_back_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_ticks", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_run_ticks_taken_back", "(taken_back_at is null) = (taken_back_by_name is null)");
                    table.ForeignKey(
                        name: "fk_run_ticks_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "scheduled_steps",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: true),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    trouble_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    trouble_data = table.Column<string>(type: "jsonb", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scheduled_steps", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_scheduled_steps_state", "state in ('Waiting', 'Started', 'Overtaken', 'Failed', 'TakenBack')");
                    table.CheckConstraint("ck_scheduled_steps_step", "step in ('Start', 'Calculate', 'Post', 'Print')");
                    table.CheckConstraint("ck_scheduled_steps_trouble", "state <> 'Failed' or trouble_code is not null");
                    table.CheckConstraint("ck_scheduled_steps_what", "(step = 'Start') = (period_id is not null) and (step = 'Start' or run_id is not null)");
                    table.ForeignKey(
                        name: "fk_scheduled_steps_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scheduled_steps_billing_periods_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statements",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cut_off_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    previous_balance = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    payments = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    deposits = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    adjustments = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    current_charges = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    amount_due = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    stub_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_statement_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_statements_sum", "amount_due = previous_balance - payments - deposits + adjustments + current_charges");
                    table.ForeignKey(
                        name: "fk_statements_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statements_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "occupancies",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    collection_stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_copy = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    forwarding_address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    end_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    reversion_id = table.Column<Guid>(type: "uuid", nullable: true),
                    override_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    override_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_occupancies", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_occupancies_override", "(override_reason is null) = (override_by is null)");
                    table.CheckConstraint("ck_occupancies_owner_copy", "owner_copy in ('None', 'Notices', 'BillsAndNotices')");
                    table.CheckConstraint("ck_occupancies_reversion", "reversion_id is null or role = 'Landlord'");
                    table.CheckConstraint("ck_occupancies_role", "role in ('Owner', 'Tenant', 'Landlord')");
                    table.CheckConstraint("ck_occupancies_span", "\"to\" is null or \"to\" > \"from\" or (status = 'Voided' and \"to\" = \"from\")");
                    table.CheckConstraint("ck_occupancies_status", "status in ('Pending', 'Active', 'Final', 'Closed', 'Voided')");
                    table.CheckConstraint("ck_occupancies_voided", "status <> 'Voided' or (\"to\" = \"from\" and end_reason is not null)");
                    table.ForeignKey(
                        name: "fk_occupancies_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_occupancies_premise_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_occupancies_reversion_agreement_tenant_id_reversion_id",
                        columns: x => new { x.tenant_id, x.reversion_id },
                        principalSchema: "customers",
                        principalTable: "reversion_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "meter_installations",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meter_installations", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_meter_installations_span", "\"to\" is null or \"to\" > \"from\"");
                    table.ForeignKey(
                        name: "fk_meter_installations_meters_tenant_id_meter_id",
                        columns: x => new { x.tenant_id, x.meter_id },
                        principalSchema: "metering",
                        principalTable: "meters",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meter_installations_service_points_tenant_id_service_point_",
                        columns: x => new { x.tenant_id, x.service_point_id },
                        principalSchema: "customers",
                        principalTable: "service_points",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "letter_recipients",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter_recipients", x => new { x.tenant_id, x.batch_id, x.position });
                    table.ForeignKey(
                        name: "fk_letter_recipients_letter_batches_tenant_id_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "billing",
                        principalTable: "letter_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "print_parts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    pieces = table.Column<int>(type: "integer", nullable: false),
                    sheets = table.Column<int>(type: "integer", nullable: false),
                    after_part = table.Column<int>(type: "integer", nullable: true),
                    printed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    printed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_print_parts", x => new { x.tenant_id, x.job_id, x.part });
                    table.CheckConstraint("ck_print_parts_printed", "(state = 'Printed') = (printed_at is not null) and pieces > 0 and sheets > 0");
                    table.CheckConstraint("ck_print_parts_state", "state in ('Waiting', 'Printed', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_print_parts_print_jobs_tenant_id_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "billing",
                        principalTable: "print_jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_movements",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    pieces = table.Column<int>(type: "integer", nullable: false),
                    vendor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    price = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    invoice = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    print_job_id = table.Column<Guid>(type: "uuid", nullable: true),
                    print_part = table.Column<int>(type: "integer", nullable: true),
                    letter_batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_movements", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_stock_movements_cause", "(print_job_id is null) = (print_part is null) and num_nonnulls(print_job_id, letter_batch_id) <= 1 and (kind = 'Used' or num_nonnulls(print_job_id, letter_batch_id) = 0) and (kind = 'Received') = (vendor is not null)");
                    table.CheckConstraint("ck_stock_movements_kind", "kind in ('Received', 'Used', 'Counted', 'Spoiled')");
                    table.CheckConstraint("ck_stock_movements_sign", "case kind when 'Received' then pieces > 0 when 'Counted' then true else pieces < 0 end");
                    table.ForeignKey(
                        name: "fk_stock_movements_letter_batches_tenant_id_letter_batch_id",
                        columns: x => new { x.tenant_id, x.letter_batch_id },
                        principalSchema: "billing",
                        principalTable: "letter_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stock_movements_print_jobs_tenant_id_print_job_id",
                        columns: x => new { x.tenant_id, x.print_job_id },
                        principalSchema: "billing",
                        principalTable: "print_jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stock_movements_stock_items_tenant_id_item_id",
                        columns: x => new { x.tenant_id, x.item_id },
                        principalSchema: "billing",
                        principalTable: "stock_items",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statement_documents",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    layout = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", maxLength: 2000000, nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_documents", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_statement_documents_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statement_documents_statements_tenant_id_statement_id",
                        columns: x => new { x.tenant_id, x.statement_id },
                        principalSchema: "billing",
                        principalTable: "statements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statement_pieces",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address_lines = table.Column<string[]>(type: "text[]", nullable: false),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    delivery = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    language = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    pages = table.Column<int>(type: "integer", nullable: false),
                    tracking = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_pieces", x => new { x.tenant_id, x.statement_id, x.piece });
                    table.CheckConstraint("ck_statement_pieces_delivery", "delivery in ('Paper', 'Email', 'Both')");
                    table.CheckConstraint("ck_statement_pieces_email", "delivery = 'Paper' or email is not null");
                    table.CheckConstraint("ck_statement_pieces_kind", "kind in ('Payer', 'OwnerCopy', 'ThirdParty')");
                    table.CheckConstraint("ck_statement_pieces_payer", "(piece = 1) = (kind = 'Payer') and pages > 0");
                    table.ForeignKey(
                        name: "fk_statement_pieces_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statement_pieces_statements_tenant_id_statement_id",
                        columns: x => new { x.tenant_id, x.statement_id },
                        principalSchema: "billing",
                        principalTable: "statements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bill_calculations",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    inputs = table.Column<string>(type: "json", maxLength: 200, nullable: false),
                    lines = table.Column<string>(type: "json", maxLength: 200, nullable: false),
                    postings = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    total = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    oddness = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    oddness_codes = table.Column<string[]>(type: "text[]", nullable: false),
                    previous_total = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    budget_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    budget_variance = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    page = table.Column<int>(type: "integer", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: true),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bill_number = table.Column<long>(type: "bigint", nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bill_calculations", x => new { x.tenant_id, x.run_id, x.occupancy_id, x.period_id });
                    table.CheckConstraint("ck_bill_calculations_budget", "budget_variance = 0 or (budget_kind is not null and budget_kind = 'Level')");
                    table.CheckConstraint("ck_bill_calculations_budget_kind", "budget_kind in ('Level', 'TrueUp', 'Left', 'Delinquent', 'PaidAhead')");
                    table.CheckConstraint("ck_bill_calculations_cents", "total_cents = total * 100");
                    table.ForeignKey(
                        name: "fk_bill_calculations_bill_run_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bill_calculations_billing_period_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bill_calculations_occupancies_tenant_id_occupancy_id",
                        columns: x => new { x.tenant_id, x.occupancy_id },
                        principalSchema: "customers",
                        principalTable: "occupancies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bills",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    bill_date = table.Column<DateOnly>(type: "date", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    total = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    inputs = table.Column<string>(type: "json", maxLength: 200, nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bills", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bills_cents", "total_cents = total * 100");
                    table.ForeignKey(
                        name: "fk_bills_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bills_bill_run_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bills_billing_period_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bills_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bills_occupancies_tenant_id_occupancy_id",
                        columns: x => new { x.tenant_id, x.occupancy_id },
                        principalSchema: "customers",
                        principalTable: "occupancies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bills_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "charges",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    effective_date = table.Column<DateOnly>(type: "date", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false, computedColumnSql: "(amount * 100)::bigint", stored: true),
                    may_cut_water = table.Column<bool>(type: "boolean", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receivable_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cause_id = table.Column<Guid>(type: "uuid", nullable: false),
                    penalised_charge_id = table.Column<Guid>(type: "uuid", nullable: true),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_charge_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_charges_amount", "amount > 0");
                    table.CheckConstraint("ck_charges_cause_kind", "cause_kind in ('Bill', 'Penalty', 'Fee', 'OpeningBalance', 'Adjustment', 'ReturnedPayment', 'BudgetSettlement')");
                    table.CheckConstraint("ck_charges_penalised", "penalised_charge_id is null or cause_kind = 'Penalty'");
                    table.ForeignKey(
                        name: "fk_charges_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_charges_tenant_id_penalised_charge_id",
                        columns: x => new { x.tenant_id, x.penalised_charge_id },
                        principalSchema: "billing",
                        principalTable: "charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_gl_account_tenant_id_fund_id_receivable_account_id",
                        columns: x => new { x.tenant_id, x.fund_id, x.receivable_account_id },
                        principalSchema: "billing",
                        principalTable: "gl_accounts",
                        principalColumns: new[] { "tenant_id", "fund_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_occupancies_tenant_id_occupancy_id",
                        columns: x => new { x.tenant_id, x.occupancy_id },
                        principalSchema: "customers",
                        principalTable: "occupancies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_agreements",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    route_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_service_agreement_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_service_agreements_route", "(service_point_id is null) = (route_id is null)");
                    table.CheckConstraint("ck_service_agreements_span", "\"to\" is null or \"to\" > \"from\"");
                    table.ForeignKey(
                        name: "fk_service_agreements_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_agreements_occupancies_tenant_id_occupancy_id",
                        columns: x => new { x.tenant_id, x.occupancy_id },
                        principalSchema: "customers",
                        principalTable: "occupancies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_agreements_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_agreements_routes_tenant_id_route_id",
                        columns: x => new { x.tenant_id, x.route_id },
                        principalSchema: "metering",
                        principalTable: "routes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_agreements_service_point_tenant_id_service_point_id",
                        columns: x => new { x.tenant_id, x.service_point_id },
                        principalSchema: "customers",
                        principalTable: "service_points",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_change_lines",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    cycle_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    problem = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    problem_data = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_change_lines", x => new { x.tenant_id, x.batch_id, x.n });
                    table.CheckConstraint("ck_service_change_lines_good", "problem is not null or (customer_class is not null and cycle_id is not null)");
                    table.ForeignKey(
                        name: "fk_service_change_lines_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_change_lines_cycles_tenant_id_cycle_id",
                        columns: x => new { x.tenant_id, x.cycle_id },
                        principalSchema: "billing",
                        principalTable: "cycles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_change_lines_occupancies_tenant_id_occupancy_id",
                        columns: x => new { x.tenant_id, x.occupancy_id },
                        principalSchema: "customers",
                        principalTable: "occupancies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_change_lines_premises_tenant_id_premise_id",
                        columns: x => new { x.tenant_id, x.premise_id },
                        principalSchema: "customers",
                        principalTable: "premises",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_change_lines_service_change_batches_tenant_id_batch",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "customers",
                        principalTable: "service_change_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registers",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    installation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: false),
                    register_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    multiplier = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false),
                    dials = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    decimals = table.Column<int>(type: "integer", nullable: false),
                    in_read = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    out_read = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    zero_is_normal = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("ak_register_installation_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_registers_dials", "dials between 1 and 12 and decimals between 0 and 6 and multiplier > 0");
                    table.CheckConstraint("ck_registers_span", "\"to\" is null or \"to\" > \"from\"");
                    table.CheckConstraint("ck_registers_unit", "unit in ('ccf', 'cf', 'gal', 'kgal', 'm3')");
                    table.ForeignKey(
                        name: "fk_registers_meter_installations_tenant_id_installation_id",
                        columns: x => new { x.tenant_id, x.installation_id },
                        principalSchema: "metering",
                        principalTable: "meter_installations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_registers_service_points_tenant_id_service_point_id",
                        columns: x => new { x.tenant_id, x.service_point_id },
                        principalSchema: "customers",
                        principalTable: "service_points",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "letters",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    pages = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", maxLength: 200000, nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letters", x => new { x.tenant_id, x.batch_id, x.position });
                    table.CheckConstraint("ck_letters_pages", "pages > 0");
                    table.ForeignKey(
                        name: "fk_letters_letter_recipients_tenant_id_batch_id_position",
                        columns: x => new { x.tenant_id, x.batch_id, x.position },
                        principalSchema: "billing",
                        principalTable: "letter_recipients",
                        principalColumns: new[] { "tenant_id", "batch_id", "position" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "email_messages",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    message_id = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    template_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_email_messages", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_email_messages_state", "state in ('Waiting', 'Sending', 'Sent', 'InDoubt', 'Bounced', 'Failed')");
                    table.ForeignKey(
                        name: "fk_email_messages_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_email_messages_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_email_messages_statement_pieces_tenant_id_statement_id_piece",
                        columns: x => new { x.tenant_id, x.statement_id, x.piece },
                        principalSchema: "billing",
                        principalTable: "statement_pieces",
                        principalColumns: new[] { "tenant_id", "statement_id", "piece" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_email_messages_template_version_tenant_id_template_version_",
                        columns: x => new { x.tenant_id, x.template_version_id },
                        principalSchema: "billing",
                        principalTable: "template_versions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "piece_suppressions",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_piece_suppressions", x => new { x.tenant_id, x.statement_id, x.piece });
                    table.CheckConstraint("ck_piece_suppressions_note", "reason <> 'ByHand' or note is not null");
                    table.CheckConstraint("ck_piece_suppressions_reason", "reason in ('BelowMinimum', 'NothingDue', 'Credit', 'NoAddress', 'ByHand')");
                    table.ForeignKey(
                        name: "fk_piece_suppressions_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_piece_suppressions_statement_pieces_tenant_id_statement_id_",
                        columns: x => new { x.tenant_id, x.statement_id, x.piece },
                        principalSchema: "billing",
                        principalTable: "statement_pieces",
                        principalColumns: new[] { "tenant_id", "statement_id", "piece" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pieces_on_paper",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pieces_on_paper", x => new { x.tenant_id, x.statement_id, x.piece });
                    table.CheckConstraint("ck_pieces_on_paper_reason", "reason in ('Bounced', 'Failed', 'BadAddress', 'ByHand')");
                    table.ForeignKey(
                        name: "fk_pieces_on_paper_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pieces_on_paper_statement_pieces_tenant_id_statement_id_pie",
                        columns: x => new { x.tenant_id, x.statement_id, x.piece },
                        principalSchema: "billing",
                        principalTable: "statement_pieces",
                        principalColumns: new[] { "tenant_id", "statement_id", "piece" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "spoiled_pieces",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece = table.Column<int>(type: "integer", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    was_printed = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spoiled_pieces", x => new { x.tenant_id, x.statement_id, x.piece, x.generation });
                    table.ForeignKey(
                        name: "fk_spoiled_pieces_statement_pieces_tenant_id_statement_id_piece",
                        columns: x => new { x.tenant_id, x.statement_id, x.piece },
                        principalSchema: "billing",
                        principalTable: "statement_pieces",
                        principalColumns: new[] { "tenant_id", "statement_id", "piece" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bill_events",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bill_events", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bill_events_kind", "kind in ('Printed', 'Sent', 'Voided')");
                    table.ForeignKey(
                        name: "fk_bill_events_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "budget_bill_parts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    may_cut_water = table.Column<bool>(type: "boolean", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actual = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    asked = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_bill_parts", x => new { x.tenant_id, x.bill_id, x.service, x.fund_id, x.may_cut_water });
                    table.CheckConstraint("ck_budget_bill_parts_amounts", "actual > 0 and asked > 0");
                    table.ForeignKey(
                        name: "fk_budget_bill_parts_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_bill_parts_budget_plan_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalSchema: "billing",
                        principalTable: "budget_plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_bill_parts_fund_tenant_id_fund_id",
                        columns: x => new { x.tenant_id, x.fund_id },
                        principalSchema: "billing",
                        principalTable: "funds",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "budget_bills",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    actual = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    asked = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_bills", x => new { x.tenant_id, x.bill_id });
                    table.CheckConstraint("ck_budget_bills_asked", "kind = 'Level' or asked = actual");
                    table.CheckConstraint("ck_budget_bills_kind", "kind in ('Level', 'TrueUp', 'Left', 'Delinquent', 'PaidAhead')");
                    table.ForeignKey(
                        name: "fk_budget_bills_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_bills_budget_plan_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalSchema: "billing",
                        principalTable: "budget_plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "budget_settlements",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: true),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_settlements", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_budget_settlements_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_settlements_budget_plans_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalSchema: "billing",
                        principalTable: "budget_plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_settlements_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "misc_charge_billings",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurrence = table.Column<DateOnly>(type: "date", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    released_generation = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_misc_charge_billings", x => new { x.tenant_id, x.charge_id, x.occurrence, x.generation });
                    table.CheckConstraint("ck_misc_charge_billings_generation", "(generation = 1 and released_generation is null) or (generation > 1 and released_generation is not null and released_generation = generation - 1)");
                    table.ForeignKey(
                        name: "fk_misc_charge_billings_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_misc_charge_billings_misc_charge_release_tenant_id_charge_i",
                        columns: x => new { x.tenant_id, x.charge_id, x.occurrence, x.released_generation },
                        principalSchema: "billing",
                        principalTable: "misc_charge_releases",
                        principalColumns: new[] { "tenant_id", "charge_id", "occurrence", "generation" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_misc_charge_billings_misc_charge_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "misc_charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "penalties",
                schema: "collections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    assessed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_description = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_penalties", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_penalties_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_penalties_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_penalties_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_penalties_journals_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_cancellations",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    page = table.Column<int>(type: "integer", nullable: false),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_cancellations", x => new { x.tenant_id, x.run_id, x.bill_id });
                    table.ForeignKey(
                        name: "fk_run_cancellations_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_cancellations_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statement_bills",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_bills", x => new { x.tenant_id, x.statement_id, x.bill_id });
                    table.ForeignKey(
                        name: "fk_statement_bills_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statement_bills_statement_tenant_id_statement_id",
                        columns: x => new { x.tenant_id, x.statement_id },
                        principalSchema: "billing",
                        principalTable: "statements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "adjustments",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    reason_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    gl_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    decline_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adjustments", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_adjustments_amount", "amount > 0");
                    table.CheckConstraint("ck_adjustments_decided", "(state = 'Requested') = (decided_by is null) and (state = 'Approved') = (journal_id is not null)");
                    table.CheckConstraint("ck_adjustments_kind", "kind in ('Decrease', 'Increase')");
                    table.CheckConstraint("ck_adjustments_second_person", "decided_by <> requested_by");
                    table.CheckConstraint("ck_adjustments_state", "state in ('Requested', 'Approved', 'Declined')");
                    table.ForeignKey(
                        name: "fk_adjustments_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_adjustments_charges_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_adjustments_gl_account_tenant_id_gl_account_id",
                        columns: x => new { x.tenant_id, x.gl_account_id },
                        principalSchema: "billing",
                        principalTable: "gl_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_adjustments_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "applications",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    effective_date = table.Column<DateOnly>(type: "date", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_applications", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_applications_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_applications_charge_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_applications_credit_tenant_id_credit_id",
                        columns: x => new { x.tenant_id, x.credit_id },
                        principalSchema: "billing",
                        principalTable: "credits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_applications_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "charge_balances",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    open = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    open_cents = table.Column<long>(type: "bigint", nullable: false, computedColumnSql: "(open * 100)::bigint", stored: true),
                    is_reversed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charge_balances", x => new { x.tenant_id, x.charge_id });
                    table.CheckConstraint("ck_charge_balances_open", "open >= 0 and open <= amount");
                    table.CheckConstraint("ck_charge_balances_reversed", "not is_reversed or open = 0");
                    table.ForeignKey(
                        name: "fk_charge_balances_charge_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "charge_reversals",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charge_reversals", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_charge_reversals_charges_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charge_reversals_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gl_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    premise_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: true),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entries", x => new { x.tenant_id, x.journal_id, x.n });
                    table.CheckConstraint("ck_entries_amount", "amount <> 0");
                    table.CheckConstraint("ck_entries_n", "n >= 1");
                    table.ForeignKey(
                        name: "fk_entries_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entries_charges_tenant_id_charge_id",
                        columns: x => new { x.tenant_id, x.charge_id },
                        principalSchema: "billing",
                        principalTable: "charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entries_credits_tenant_id_credit_id",
                        columns: x => new { x.tenant_id, x.credit_id },
                        principalSchema: "billing",
                        principalTable: "credits",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entries_gl_account_tenant_id_fund_id_gl_account_id",
                        columns: x => new { x.tenant_id, x.fund_id, x.gl_account_id },
                        principalSchema: "billing",
                        principalTable: "gl_accounts",
                        principalColumns: new[] { "tenant_id", "fund_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entries_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bill_lines",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    component = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    tariff_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    misc_charge_id = table.Column<Guid>(type: "uuid", nullable: true),
                    label_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    label_es = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    unit_price = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    may_cut_water = table.Column<bool>(type: "boolean", nullable: false),
                    explanation_en = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    explanation_es = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    arithmetic = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bill_lines", x => new { x.tenant_id, x.bill_id, x.n });
                    table.CheckConstraint("ck_bill_lines_cause", "(agreement_id is null) = (misc_charge_id is not null) and (tariff_version_id is null) = (misc_charge_id is not null)");
                    table.ForeignKey(
                        name: "fk_bill_lines_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bill_lines_misc_charge_tenant_id_misc_charge_id",
                        columns: x => new { x.tenant_id, x.misc_charge_id },
                        principalSchema: "billing",
                        principalTable: "misc_charges",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bill_lines_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "billing_holds",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    released_by = table.Column<Guid>(type: "uuid", nullable: true),
                    released_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    released_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    release_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billing_holds", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_billing_holds_released", "(released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null)");
                    table.CheckConstraint("ck_billing_holds_span", "until is null or until > \"from\"");
                    table.ForeignKey(
                        name: "fk_billing_holds_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "coverage",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    released_generation = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coverage", x => new { x.tenant_id, x.agreement_id, x.period_id, x.generation });
                    table.CheckConstraint("ck_coverage_generation", "(generation = 1 and released_generation is null) or (generation > 1 and released_generation is not null and released_generation = generation - 1)");
                    table.ForeignKey(
                        name: "fk_coverage_billing_periods_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_coverage_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_coverage_coverage_release_tenant_id_agreement_id_period_id_",
                        columns: x => new { x.tenant_id, x.agreement_id, x.period_id, x.released_generation },
                        principalSchema: "billing",
                        principalTable: "coverage_releases",
                        principalColumns: new[] { "tenant_id", "agreement_id", "period_id", "generation" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_coverage_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rate_assignments",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    rate_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rate_assignments", x => new { x.tenant_id, x.agreement_id, x.n });
                    table.CheckConstraint("ck_rate_assignments_span", "\"to\" is null or \"to\" > \"from\"");
                    table.ForeignKey(
                        name: "fk_rate_assignments_service_agreement_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_items",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    reason_data = table.Column<string>(type: "jsonb", maxLength: 200, nullable: true),
                    held_until = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_items", x => new { x.tenant_id, x.run_id, x.agreement_id, x.period_id });
                    table.CheckConstraint("ck_run_items_outcome", "outcome in ('Pending', 'Billed', 'Held', 'Excluded', 'Parked')");
                    table.CheckConstraint("ck_run_items_reason", "outcome in ('Pending', 'Billed') or reason_code is not null");
                    table.ForeignKey(
                        name: "fk_run_items_bill_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalSchema: "billing",
                        principalTable: "bill_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_items_billing_periods_tenant_id_period_id",
                        columns: x => new { x.tenant_id, x.period_id },
                        principalSchema: "billing",
                        principalTable: "billing_periods",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_items_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_stops",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    taken_back_by = table.Column<Guid>(type: "uuid", nullable: true),
                    taken_back_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    taken_back_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    taken_back_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_stops", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_service_stops_span", "\"to\" is null or \"to\" > \"from\" or (\"to\" = \"from\" and taken_back_reason is not null)");
                    table.CheckConstraint("ck_service_stops_taken_back", "(taken_back_reason is null) = (taken_back_by is null) and (taken_back_reason is null) = (taken_back_at is null)");
                    table.ForeignKey(
                        name: "fk_service_stops_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "usage_sources",
                schema: "customers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source_agreement_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sign = table.Column<int>(type: "integer", nullable: false),
                    share = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false),
                    fixed_quantity = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_usage_sources", x => new { x.tenant_id, x.agreement_id, x.n });
                    table.CheckConstraint("ck_usage_sources_kind", "kind in ('Register', 'Agreement', 'Fixed')");
                    table.CheckConstraint("ck_usage_sources_sign", "sign in (-1, 1)");
                    table.ForeignKey(
                        name: "fk_usage_sources_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_usage_sources_service_agreements_tenant_id_source_agreement",
                        columns: x => new { x.tenant_id, x.source_agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_usage_sources_service_points_tenant_id_service_point_id",
                        columns: x => new { x.tenant_id, x.service_point_id },
                        principalSchema: "customers",
                        principalTable: "service_points",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "winter_average_rows",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occupancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    old_id = table.Column<Guid>(type: "uuid", nullable: true),
                    old_value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    old_to = table.Column<DateOnly>(type: "date", nullable: true),
                    computed = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    override_value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    override_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    override_by = table.Column<Guid>(type: "uuid", nullable: true),
                    override_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    billed = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    bill_effect = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reads = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    how_en = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    how_es = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    flags = table.Column<string[]>(type: "text[]", nullable: false),
                    value_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_winter_average_rows", x => new { x.tenant_id, x.batch_id, x.agreement_id });
                    table.CheckConstraint("ck_winter_average_rows_override", "(override_value is null) = (override_reason is null) and (override_value is null) = (override_by is null)");
                    table.CheckConstraint("ck_winter_average_rows_source", "source in ('Computed', 'Default', 'Override', 'LeakAdjusted', 'PartnerFile', 'Copied')");
                    table.CheckConstraint("ck_winter_average_rows_value", "value is not distinct from coalesce(override_value, computed) and coalesce(value, 0) >= 0");
                    table.ForeignKey(
                        name: "fk_winter_average_rows_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "customers",
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_winter_average_rows_occupancies_tenant_id_occupancy_id",
                        columns: x => new { x.tenant_id, x.occupancy_id },
                        principalSchema: "customers",
                        principalTable: "occupancies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_winter_average_rows_service_agreements_tenant_id_agreement_",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_winter_average_rows_winter_average_batches_tenant_id_batch_",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "billing",
                        principalTable: "winter_average_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "winter_averages",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    window_from = table.Column<DateOnly>(type: "date", nullable: false),
                    window_to = table.Column<DateOnly>(type: "date", nullable: false),
                    value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reads_used = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_winter_averages", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_winter_averages_dates", "\"to\" is null or \"to\" >= \"from\"");
                    table.CheckConstraint("ck_winter_averages_source", "source in ('Computed', 'Default', 'Override', 'LeakAdjusted', 'PartnerFile', 'Copied')");
                    table.CheckConstraint("ck_winter_averages_value", "value >= 0");
                    table.ForeignKey(
                        name: "fk_winter_averages_service_agreements_tenant_id_agreement_id",
                        columns: x => new { x.tenant_id, x.agreement_id },
                        principalSchema: "customers",
                        principalTable: "service_agreements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_winter_averages_winter_average_batches_tenant_id_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "billing",
                        principalTable: "winter_average_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reads",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    register_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    read_file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    line_number = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    previous_read_id = table.Column<Guid>(type: "uuid", nullable: true),
                    previous_date = table.Column<DateOnly>(type: "date", nullable: true),
                    previous_value = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    usage = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: true),
                    days = table.Column<int>(type: "integer", nullable: true),
                    findings = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    oddness = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    estimate_method = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    superseded_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reads", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_reads_kind", "kind in ('Actual', 'Estimated', 'Customer', 'ReRead')");
                    table.CheckConstraint("ck_reads_source", "source in ('File', 'Manual', 'Estimate', 'Opening')");
                    table.CheckConstraint("ck_reads_state", "state in ('Received', 'Accepted', 'Superseded', 'Rejected')");
                    table.ForeignKey(
                        name: "fk_reads_read_file_tenant_id_read_file_id",
                        columns: x => new { x.tenant_id, x.read_file_id },
                        principalSchema: "metering",
                        principalTable: "read_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reads_reads_tenant_id_previous_read_id",
                        columns: x => new { x.tenant_id, x.previous_read_id },
                        principalSchema: "metering",
                        principalTable: "reads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reads_reads_tenant_id_superseded_by_id",
                        columns: x => new { x.tenant_id, x.superseded_by_id },
                        principalSchema: "metering",
                        principalTable: "reads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reads_register_installation_tenant_id_register_id",
                        columns: x => new { x.tenant_id, x.register_id },
                        principalSchema: "metering",
                        principalTable: "registers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reads_service_points_tenant_id_service_point_id",
                        columns: x => new { x.tenant_id, x.service_point_id },
                        principalSchema: "customers",
                        principalTable: "service_points",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "email_reports",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    mailbox_validity = table.Column<long>(type: "bigint", nullable: false),
                    mailbox_uid = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    status = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    email_id = table.Column<Guid>(type: "uuid", nullable: true),
                    settled_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_email_reports", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_email_reports_kind", "kind in ('Permanent', 'Temporary', 'Delayed', 'AutoReply', 'Unknown')");
                    table.CheckConstraint("ck_email_reports_settled", "(settled_at is null) = (settled_by_name is null)");
                    table.ForeignKey(
                        name: "fk_email_reports_email_messages_tenant_id_email_id",
                        columns: x => new { x.tenant_id, x.email_id },
                        principalSchema: "billing",
                        principalTable: "email_messages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "printed_pieces",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece = table.Column<int>(type: "integer", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    spoiled_generation = table.Column<int>(type: "integer", nullable: true),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    first_sheet = table.Column<int>(type: "integer", nullable: false),
                    sheets = table.Column<int>(type: "integer", nullable: false),
                    sort_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_printed_pieces", x => new { x.tenant_id, x.statement_id, x.piece, x.generation });
                    table.CheckConstraint("ck_printed_pieces_generation", "(generation = 1 and spoiled_generation is null) or (generation > 1 and spoiled_generation is not null and spoiled_generation = generation - 1)");
                    table.CheckConstraint("ck_printed_pieces_sheets", "position > 0 and first_sheet > 0 and sheets > 0");
                    table.CheckConstraint("ck_printed_pieces_sort_level", "sort_level in ('FiveDigit', 'ThreeDigit', 'Mixed', 'SinglePiece')");
                    table.ForeignKey(
                        name: "fk_printed_pieces_print_parts_tenant_id_job_id_part",
                        columns: x => new { x.tenant_id, x.job_id, x.part },
                        principalSchema: "billing",
                        principalTable: "print_parts",
                        principalColumns: new[] { "tenant_id", "job_id", "part" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_printed_pieces_spoiled_pieces_tenant_id_statement_id_piece_",
                        columns: x => new { x.tenant_id, x.statement_id, x.piece, x.spoiled_generation },
                        principalSchema: "billing",
                        principalTable: "spoiled_pieces",
                        principalColumns: new[] { "tenant_id", "statement_id", "piece", "generation" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_printed_pieces_statement_pieces_tenant_id_statement_id_piece",
                        columns: x => new { x.tenant_id, x.statement_id, x.piece },
                        principalSchema: "billing",
                        principalTable: "statement_pieces",
                        principalColumns: new[] { "tenant_id", "statement_id", "piece" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "budget_settlement_parts",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    settlement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    may_cut_water = table.Column<bool>(type: "boolean", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_settlement_parts", x => new { x.tenant_id, x.settlement_id, x.service, x.fund_id, x.may_cut_water });
                    table.CheckConstraint("ck_budget_settlement_parts_amount", "amount <> 0");
                    table.ForeignKey(
                        name: "fk_budget_settlement_parts_budget_plans_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalSchema: "billing",
                        principalTable: "budget_plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_settlement_parts_budget_settlements_tenant_id_settle",
                        columns: x => new { x.tenant_id, x.settlement_id },
                        principalSchema: "billing",
                        principalTable: "budget_settlements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_settlement_parts_fund_tenant_id_fund_id",
                        columns: x => new { x.tenant_id, x.fund_id },
                        principalSchema: "billing",
                        principalTable: "funds",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "budget_settlement_reversals",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    settlement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_settlement_reversals", x => new { x.tenant_id, x.settlement_id });
                    table.ForeignKey(
                        name: "fk_budget_settlement_reversals_budget_settlements_tenant_id_se",
                        columns: x => new { x.tenant_id, x.settlement_id },
                        principalSchema: "billing",
                        principalTable: "budget_settlements",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_budget_settlement_reversals_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unapplications",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unapplications", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_unapplications_applications_tenant_id_application_id",
                        columns: x => new { x.tenant_id, x.application_id },
                        principalSchema: "billing",
                        principalTable: "applications",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_unapplications_journal_tenant_id_journal_id",
                        columns: x => new { x.tenant_id, x.journal_id },
                        principalSchema: "billing",
                        principalTable: "journals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "billed_reads",
                schema: "billing",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bill_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    read_id = table.Column<Guid>(type: "uuid", nullable: false),
                    previous_read_id = table.Column<Guid>(type: "uuid", nullable: true),
                    usage = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billed_reads", x => new { x.tenant_id, x.bill_id, x.agreement_id, x.n });
                    table.ForeignKey(
                        name: "fk_billed_reads_bills_tenant_id_bill_id",
                        columns: x => new { x.tenant_id, x.bill_id },
                        principalSchema: "billing",
                        principalTable: "bills",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_billed_reads_reads_tenant_id_read_id",
                        columns: x => new { x.tenant_id, x.read_id },
                        principalSchema: "metering",
                        principalTable: "reads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "read_exceptions",
                schema: "metering",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    read_file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    register_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: false),
                    read_id = table.Column<Guid>(type: "uuid", nullable: true),
                    codes = table.Column<string[]>(type: "text[]", nullable: false),
                    findings = table.Column<string>(type: "jsonb", maxLength: 200, nullable: false),
                    oddness = table.Column<decimal>(type: "numeric(18,3)", precision: 18, scale: 3, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    held_until = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    cleared_by_file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_read_exceptions", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_read_exceptions_state", "state in ('Open', 'Accepted', 'Estimated', 'ReRead', 'Held', 'Cleared')");
                    table.ForeignKey(
                        name: "fk_read_exceptions_read_file_tenant_id_cleared_by_file_id",
                        columns: x => new { x.tenant_id, x.cleared_by_file_id },
                        principalSchema: "metering",
                        principalTable: "read_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_read_exceptions_read_file_tenant_id_read_file_id",
                        columns: x => new { x.tenant_id, x.read_file_id },
                        principalSchema: "metering",
                        principalTable: "read_files",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_read_exceptions_reads_tenant_id_read_id",
                        columns: x => new { x.tenant_id, x.read_id },
                        principalSchema: "metering",
                        principalTable: "reads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_read_exceptions_register_installation_tenant_id_register_id",
                        columns: x => new { x.tenant_id, x.register_id },
                        principalSchema: "metering",
                        principalTable: "registers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_read_exceptions_service_points_tenant_id_service_point_id",
                        columns: x => new { x.tenant_id, x.service_point_id },
                        principalSchema: "customers",
                        principalTable: "service_points",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_balances_tenant_id_balance_cents",
                schema: "billing",
                table: "account_balances",
                columns: new[] { "tenant_id", "balance_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_account_recipients_tenant_id_account_id",
                schema: "customers",
                table: "account_recipients",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounting_periods_tenant_id_from",
                schema: "billing",
                table: "accounting_periods",
                columns: new[] { "tenant_id", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_customer_id",
                schema: "customers",
                table: "accounts",
                columns: new[] { "tenant_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_legacy_system_legacy_id",
                schema: "customers",
                table: "accounts",
                columns: new[] { "tenant_id", "legacy_system", "legacy_id" },
                unique: true,
                filter: "legacy_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_number",
                schema: "customers",
                table: "accounts",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_adjustment_reasons_tenant_id_code",
                schema: "billing",
                table: "adjustment_reasons",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_adjustments_tenant_id_account_id_requested_at",
                schema: "billing",
                table: "adjustments",
                columns: new[] { "tenant_id", "account_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_adjustments_tenant_id_state_requested_at",
                schema: "billing",
                table: "adjustments",
                columns: new[] { "tenant_id", "state", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_applications_tenant_id_charge_id_journal_id",
                schema: "billing",
                table: "applications",
                columns: new[] { "tenant_id", "charge_id", "journal_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_applications_tenant_id_credit_id",
                schema: "billing",
                table: "applications",
                columns: new[] { "tenant_id", "credit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_approvals_tenant_id_kind_record_id",
                schema: "platform",
                table: "approvals",
                columns: new[] { "tenant_id", "kind", "record_id" },
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_tenant_id_state_prepared_at",
                schema: "platform",
                table: "approvals",
                columns: new[] { "tenant_id", "state", "prepared_at" });

            migrationBuilder.CreateIndex(
                name: "ix_background_jobs_open",
                schema: "platform",
                table: "background_jobs",
                columns: new[] { "not_before", "id" },
                filter: "state in ('Waiting', 'Running')");

            migrationBuilder.CreateIndex(
                name: "ix_background_jobs_tenant_id_enqueued_at",
                schema: "platform",
                table: "background_jobs",
                columns: new[] { "tenant_id", "enqueued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_background_jobs_waiting",
                schema: "platform",
                table: "background_jobs",
                columns: new[] { "tenant_id", "type", "record_id" },
                unique: true,
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_bad_addresses_tenant_id_account_id_address",
                schema: "billing",
                table: "bad_addresses",
                columns: new[] { "tenant_id", "account_id", "address" },
                unique: true,
                filter: "cleared_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_bill_calculations_tenant_id_run_id_page",
                schema: "billing",
                table: "bill_calculations",
                columns: new[] { "tenant_id", "run_id", "page" });

            migrationBuilder.CreateIndex(
                name: "ix_bill_events_tenant_id_bill_id",
                schema: "billing",
                table: "bill_events",
                columns: new[] { "tenant_id", "bill_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bill_runs_tenant_id_number",
                schema: "billing",
                table: "bill_runs",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_bill_runs_regular",
                schema: "billing",
                table: "bill_runs",
                columns: new[] { "tenant_id", "cycle_id", "period_id" },
                unique: true,
                filter: "kind = 'Regular' and state not in ('Cancelled', 'RolledBack')");

            migrationBuilder.CreateIndex(
                name: "ux_bill_runs_rollback",
                schema: "billing",
                table: "bill_runs",
                columns: new[] { "tenant_id", "rolls_back_run_id" },
                unique: true,
                filter: "rolls_back_run_id is not null and state <> 'Cancelled'");

            migrationBuilder.CreateIndex(
                name: "ix_billed_reads_tenant_id_read_id",
                schema: "billing",
                table: "billed_reads",
                columns: new[] { "tenant_id", "read_id" });

            migrationBuilder.CreateIndex(
                name: "ix_billing_holds_tenant_id_agreement_id",
                schema: "billing",
                table: "billing_holds",
                columns: new[] { "tenant_id", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_billing_periods_tenant_id_cycle_id_code",
                schema: "billing",
                table: "billing_periods",
                columns: new[] { "tenant_id", "cycle_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_billing_periods_tenant_id_cycle_id_from",
                schema: "billing",
                table: "billing_periods",
                columns: new[] { "tenant_id", "cycle_id", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bills_tenant_id_account_id_bill_date",
                schema: "billing",
                table: "bills",
                columns: new[] { "tenant_id", "account_id", "bill_date" });

            migrationBuilder.CreateIndex(
                name: "ix_bills_tenant_id_number",
                schema: "billing",
                table: "bills",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bills_tenant_id_run_id_occupancy_id_period_id",
                schema: "billing",
                table: "bills",
                columns: new[] { "tenant_id", "run_id", "occupancy_id", "period_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_budget_bill_parts_tenant_id_plan_id",
                schema: "billing",
                table: "budget_bill_parts",
                columns: new[] { "tenant_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_budget_bills_tenant_id_plan_id",
                schema: "billing",
                table: "budget_bills",
                columns: new[] { "tenant_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_budget_plans_tenant_id_account_id",
                schema: "billing",
                table: "budget_plans",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ux_budget_plans_running",
                schema: "billing",
                table: "budget_plans",
                columns: new[] { "tenant_id", "occupancy_id" },
                unique: true,
                filter: "ended_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_budget_settlement_parts_tenant_id_plan_id",
                schema: "billing",
                table: "budget_settlement_parts",
                columns: new[] { "tenant_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_budget_settlements_tenant_id_bill_id",
                schema: "billing",
                table: "budget_settlements",
                columns: new[] { "tenant_id", "bill_id" });

            migrationBuilder.CreateIndex(
                name: "ix_budget_settlements_tenant_id_plan_id",
                schema: "billing",
                table: "budget_settlements",
                columns: new[] { "tenant_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_calendar_adjustments_tenant_id_cycle_id_period_from",
                schema: "billing",
                table: "calendar_adjustments",
                columns: new[] { "tenant_id", "cycle_id", "period_from" });

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_tenant_id_token_hash",
                schema: "billing",
                table: "calendar_feeds",
                columns: new[] { "tenant_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calendar_rules_tenant_id_effective_from_set_at",
                schema: "billing",
                table: "calendar_rules",
                columns: new[] { "tenant_id", "effective_from", "set_at" });

            migrationBuilder.CreateIndex(
                name: "ix_charge_balances_open",
                schema: "billing",
                table: "charge_balances",
                columns: new[] { "tenant_id", "account_id" },
                filter: "open > 0");

            migrationBuilder.CreateIndex(
                name: "ix_charge_reversals_tenant_id_charge_id",
                schema: "billing",
                table: "charge_reversals",
                columns: new[] { "tenant_id", "charge_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_charges_tenant_id_account_id_due_date",
                schema: "billing",
                table: "charges",
                columns: new[] { "tenant_id", "account_id", "due_date" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_tenant_id_cause_id",
                schema: "billing",
                table: "charges",
                columns: new[] { "tenant_id", "cause_id" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_tenant_id_penalised_charge_id",
                schema: "billing",
                table: "charges",
                columns: new[] { "tenant_id", "penalised_charge_id" },
                filter: "penalised_charge_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_checklists_tenant_id_kind_effective_from_set_at",
                schema: "billing",
                table: "checklists",
                columns: new[] { "tenant_id", "kind", "effective_from", "set_at" });

            migrationBuilder.CreateIndex(
                name: "ix_contact_log_tenant_id_account_id_at",
                schema: "customers",
                table: "contact_log",
                columns: new[] { "tenant_id", "account_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_credit_balances_unapplied",
                schema: "billing",
                table: "credit_balances",
                columns: new[] { "tenant_id", "account_id" },
                filter: "unapplied > 0");

            migrationBuilder.CreateIndex(
                name: "ix_credit_reversals_tenant_id_credit_id",
                schema: "billing",
                table: "credit_reversals",
                columns: new[] { "tenant_id", "credit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credits_tenant_id_account_id",
                schema: "billing",
                table: "credits",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credits_tenant_id_cause_id",
                schema: "billing",
                table: "credits",
                columns: new[] { "tenant_id", "cause_id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_id_legacy_system_legacy_id",
                schema: "customers",
                table: "customers",
                columns: new[] { "tenant_id", "legacy_system", "legacy_id" },
                unique: true,
                filter: "legacy_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_id_sort_key",
                schema: "customers",
                table: "customers",
                columns: new[] { "tenant_id", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "ix_cycles_tenant_id_code",
                schema: "billing",
                table: "cycles",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deposit_events_tenant_id_deposit_id",
                schema: "collections",
                table: "deposit_events",
                columns: new[] { "tenant_id", "deposit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deposits_tenant_id_account_id",
                schema: "collections",
                table: "deposits",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_email_messages_tenant_id_claimed_at",
                schema: "billing",
                table: "email_messages",
                columns: new[] { "tenant_id", "claimed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_email_messages_tenant_id_message_id",
                schema: "billing",
                table: "email_messages",
                columns: new[] { "tenant_id", "message_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_email_messages_tenant_id_run_id",
                schema: "billing",
                table: "email_messages",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_email_messages_tenant_id_state_not_before",
                schema: "billing",
                table: "email_messages",
                columns: new[] { "tenant_id", "state", "not_before" });

            migrationBuilder.CreateIndex(
                name: "ix_email_messages_tenant_id_statement_id_piece",
                schema: "billing",
                table: "email_messages",
                columns: new[] { "tenant_id", "statement_id", "piece" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_email_reports_tenant_id_mailbox_validity_mailbox_uid",
                schema: "billing",
                table: "email_reports",
                columns: new[] { "tenant_id", "mailbox_validity", "mailbox_uid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_email_reports_tenant_id_received_at",
                schema: "billing",
                table: "email_reports",
                columns: new[] { "tenant_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_email_servers_tenant_id",
                schema: "billing",
                table: "email_servers",
                column: "tenant_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_enrollment_files_tenant_id_hash",
                schema: "customers",
                table: "enrollment_files",
                columns: new[] { "tenant_id", "hash" },
                unique: true,
                filter: "state in ('Previewed', 'Applied')");

            migrationBuilder.CreateIndex(
                name: "ix_enrollment_files_tenant_id_uploaded_at",
                schema: "customers",
                table: "enrollment_files",
                columns: new[] { "tenant_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_tenant_id_account_id",
                schema: "customers",
                table: "enrollments",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_tenant_id_premise_id",
                schema: "customers",
                table: "enrollments",
                columns: new[] { "tenant_id", "premise_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_tenant_id_review_on",
                schema: "customers",
                table: "enrollments",
                columns: new[] { "tenant_id", "review_on" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_tenant_id_to",
                schema: "customers",
                table: "enrollments",
                columns: new[] { "tenant_id", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_entries_tenant_id_account_id_journal_id",
                schema: "billing",
                table: "entries",
                columns: new[] { "tenant_id", "account_id", "journal_id" },
                filter: "account_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_funds_tenant_id_code",
                schema: "billing",
                table: "funds",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_funds_pooled_cash",
                schema: "billing",
                table: "funds",
                column: "tenant_id",
                unique: true,
                filter: "is_pooled_cash");

            migrationBuilder.CreateIndex(
                name: "ix_gl_accounts_tenant_id_fund_id_code",
                schema: "billing",
                table: "gl_accounts",
                columns: new[] { "tenant_id", "fund_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_holidays_tenant_id_day_list",
                schema: "billing",
                table: "holidays",
                columns: new[] { "tenant_id", "day", "list" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_tenant_id_created_at",
                schema: "platform",
                table: "idempotency_keys",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_journals_tenant_id_ledger_date",
                schema: "billing",
                table: "journals",
                columns: new[] { "tenant_id", "ledger_date" });

            migrationBuilder.CreateIndex(
                name: "ix_journals_tenant_id_reverses_journal_id",
                schema: "billing",
                table: "journals",
                columns: new[] { "tenant_id", "reverses_journal_id" },
                unique: true,
                filter: "reverses_journal_id is not null and source_kind <> 'Unapplication'");

            migrationBuilder.CreateIndex(
                name: "ix_journals_tenant_id_source_id",
                schema: "billing",
                table: "journals",
                columns: new[] { "tenant_id", "source_id" });

            migrationBuilder.CreateIndex(
                name: "ix_letter_batches_tenant_id_number",
                schema: "billing",
                table: "letter_batches",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_letter_recipients_tenant_id_account_id",
                schema: "billing",
                table: "letter_recipients",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_letter_recipients_tenant_id_batch_id_account_id",
                schema: "billing",
                table: "letter_recipients",
                columns: new[] { "tenant_id", "batch_id", "account_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_departments_tenant_id_name",
                schema: "billing",
                table: "mail_departments",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_departments_tenant_id_sends_statements",
                schema: "billing",
                table: "mail_departments",
                columns: new[] { "tenant_id", "sends_statements" },
                unique: true,
                filter: "sends_statements");

            migrationBuilder.CreateIndex(
                name: "ix_mail_entries_tenant_id_day",
                schema: "billing",
                table: "mail_entries",
                columns: new[] { "tenant_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_meter_installations_tenant_id_service_point_id",
                schema: "metering",
                table: "meter_installations",
                columns: new[] { "tenant_id", "service_point_id" });

            migrationBuilder.CreateIndex(
                name: "ux_meter_installations_open",
                schema: "metering",
                table: "meter_installations",
                columns: new[] { "tenant_id", "meter_id" },
                unique: true,
                filter: "\"to\" is null");

            migrationBuilder.CreateIndex(
                name: "ix_meters_tenant_id_endpoint_id",
                schema: "metering",
                table: "meters",
                columns: new[] { "tenant_id", "endpoint_id" });

            migrationBuilder.CreateIndex(
                name: "ix_meters_tenant_id_serial_number",
                schema: "metering",
                table: "meters",
                columns: new[] { "tenant_id", "serial_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_misc_charge_billings_tenant_id_bill_id",
                schema: "billing",
                table: "misc_charge_billings",
                columns: new[] { "tenant_id", "bill_id" });

            migrationBuilder.CreateIndex(
                name: "ix_misc_charge_codes_tenant_id_code",
                schema: "billing",
                table: "misc_charge_codes",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_misc_charges_tenant_id_account_id",
                schema: "billing",
                table: "misc_charges",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_misc_charges_tenant_id_reverted_id",
                schema: "billing",
                table: "misc_charges",
                columns: new[] { "tenant_id", "reverted_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_misc_charges_tenant_id_state_from",
                schema: "billing",
                table: "misc_charges",
                columns: new[] { "tenant_id", "state", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_notes_tenant_id_account_id",
                schema: "customers",
                table: "notes",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notes_tenant_id_premise_id",
                schema: "customers",
                table: "notes",
                columns: new[] { "tenant_id", "premise_id" });

            migrationBuilder.CreateIndex(
                name: "ix_occupancies_tenant_id_account_id",
                schema: "customers",
                table: "occupancies",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_occupancies_tenant_id_premise_id",
                schema: "customers",
                table: "occupancies",
                columns: new[] { "tenant_id", "premise_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_open",
                schema: "platform",
                table: "outbox_messages",
                columns: new[] { "not_before", "id" },
                filter: "delivered_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_own_accounts_tenant_id_user_id",
                schema: "customers",
                table: "own_accounts",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ownerships_tenant_id_premise_id_customer_id_from",
                schema: "customers",
                table: "ownerships",
                columns: new[] { "tenant_id", "premise_id", "customer_id", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parcels_tenant_id_number",
                schema: "customers",
                table: "parcels",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_penalties_tenant_id_account_id",
                schema: "collections",
                table: "penalties",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_penalties_tenant_id_bill_id",
                schema: "collections",
                table: "penalties",
                columns: new[] { "tenant_id", "bill_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_piece_suppressions_tenant_id_run_id",
                schema: "billing",
                table: "piece_suppressions",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_pieces_on_paper_tenant_id_run_id",
                schema: "billing",
                table: "pieces_on_paper",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_postage_rates_tenant_id_level_from_up_to_ounces",
                schema: "billing",
                table: "postage_rates",
                columns: new[] { "tenant_id", "level", "from", "up_to_ounces" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_premise_facts_tenant_id_premise_id_name_from",
                schema: "customers",
                table: "premise_facts",
                columns: new[] { "tenant_id", "premise_id", "name", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_premises_tenant_id_legacy_system_legacy_id",
                schema: "customers",
                table: "premises",
                columns: new[] { "tenant_id", "legacy_system", "legacy_id" },
                unique: true,
                filter: "legacy_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_premises_tenant_id_parcel_id",
                schema: "customers",
                table: "premises",
                columns: new[] { "tenant_id", "parcel_id" });

            migrationBuilder.CreateIndex(
                name: "ix_premises_tenant_id_sort_key",
                schema: "customers",
                table: "premises",
                columns: new[] { "tenant_id", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "ix_print_jobs_tenant_id_number",
                schema: "billing",
                table: "print_jobs",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_print_jobs_tenant_id_run_id",
                schema: "billing",
                table: "print_jobs",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_printed_pieces_tenant_id_job_id_part_position",
                schema: "billing",
                table: "printed_pieces",
                columns: new[] { "tenant_id", "job_id", "part", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rate_assignments_tenant_id_agreement_id_from",
                schema: "customers",
                table: "rate_assignments",
                columns: new[] { "tenant_id", "agreement_id", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rate_studies_tenant_id_requested_at",
                schema: "billing",
                table: "rate_studies",
                columns: new[] { "tenant_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_read_exceptions_tenant_id_read_file_id",
                schema: "metering",
                table: "read_exceptions",
                columns: new[] { "tenant_id", "read_file_id" });

            migrationBuilder.CreateIndex(
                name: "ix_read_exceptions_tenant_id_service_point_id",
                schema: "metering",
                table: "read_exceptions",
                columns: new[] { "tenant_id", "service_point_id" });

            migrationBuilder.CreateIndex(
                name: "ix_read_exceptions_tenant_id_state_created_at",
                schema: "metering",
                table: "read_exceptions",
                columns: new[] { "tenant_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_read_files_tenant_id_content_key",
                schema: "metering",
                table: "read_files",
                columns: new[] { "tenant_id", "content_key" },
                unique: true,
                filter: "state in ('Previewed', 'Imported')");

            migrationBuilder.CreateIndex(
                name: "ix_read_files_tenant_id_hash",
                schema: "metering",
                table: "read_files",
                columns: new[] { "tenant_id", "hash" },
                unique: true,
                filter: "state in ('Previewed', 'Imported')");

            migrationBuilder.CreateIndex(
                name: "ix_read_files_tenant_id_uploaded_at",
                schema: "metering",
                table: "read_files",
                columns: new[] { "tenant_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reads_tenant_id_read_file_id",
                schema: "metering",
                table: "reads",
                columns: new[] { "tenant_id", "read_file_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reads_tenant_id_service_point_id_date",
                schema: "metering",
                table: "reads",
                columns: new[] { "tenant_id", "service_point_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ux_reads_accepted",
                schema: "metering",
                table: "reads",
                columns: new[] { "tenant_id", "register_id", "date" },
                unique: true,
                filter: "state = 'Accepted'");

            migrationBuilder.CreateIndex(
                name: "ix_receipt_lines_tenant_id_account_id",
                schema: "collections",
                table: "receipt_lines",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ux_receipt_void_requests_open",
                schema: "collections",
                table: "receipt_void_requests",
                columns: new[] { "tenant_id", "receipt_id" },
                unique: true,
                filter: "state = 'Requested'");

            migrationBuilder.CreateIndex(
                name: "ix_receipt_voids_tenant_id_receipt_id",
                schema: "collections",
                table: "receipt_voids",
                columns: new[] { "tenant_id", "receipt_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_receipts_tenant_id_business_date",
                schema: "collections",
                table: "receipts",
                columns: new[] { "tenant_id", "business_date" });

            migrationBuilder.CreateIndex(
                name: "ix_receipts_tenant_id_idempotency_key",
                schema: "collections",
                table: "receipts",
                columns: new[] { "tenant_id", "idempotency_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_receipts_tenant_id_series_number",
                schema: "collections",
                table: "receipts",
                columns: new[] { "tenant_id", "series", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registers_tenant_id_installation_id_register_number_from",
                schema: "metering",
                table: "registers",
                columns: new[] { "tenant_id", "installation_id", "register_number", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registers_tenant_id_service_point_id",
                schema: "metering",
                table: "registers",
                columns: new[] { "tenant_id", "service_point_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reversion_agreements_tenant_id_account_id",
                schema: "customers",
                table: "reversion_agreements",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reversion_agreements_tenant_id_premise_id",
                schema: "customers",
                table: "reversion_agreements",
                columns: new[] { "tenant_id", "premise_id" });

            migrationBuilder.CreateIndex(
                name: "ix_roles_tenant_id_name",
                schema: "platform",
                table: "roles",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_routes_tenant_id_code",
                schema: "metering",
                table: "routes",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_run_cancellations_once",
                schema: "billing",
                table: "run_cancellations",
                columns: new[] { "tenant_id", "bill_id" },
                unique: true,
                filter: "cancelled_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_run_misc_charges_tenant_id_charge_id_occurrence",
                schema: "billing",
                table: "run_misc_charges",
                columns: new[] { "tenant_id", "charge_id", "occurrence" });

            migrationBuilder.CreateIndex(
                name: "ix_run_ticks_tenant_id_run_id_step",
                schema: "billing",
                table: "run_ticks",
                columns: new[] { "tenant_id", "run_id", "step" },
                unique: true,
                filter: "taken_back_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_steps_tenant_id_state_due_at",
                schema: "billing",
                table: "scheduled_steps",
                columns: new[] { "tenant_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ux_scheduled_steps_period",
                schema: "billing",
                table: "scheduled_steps",
                columns: new[] { "tenant_id", "period_id" },
                unique: true,
                filter: "state = 'Waiting' and period_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_scheduled_steps_run",
                schema: "billing",
                table: "scheduled_steps",
                columns: new[] { "tenant_id", "run_id", "step" },
                unique: true,
                filter: "state = 'Waiting' and run_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_search_tokens_tenant_id_kind_record_id_token",
                schema: "platform",
                table: "search_tokens",
                columns: new[] { "tenant_id", "kind", "record_id", "token" });

            migrationBuilder.CreateIndex(
                name: "ix_service_agreements_tenant_id_cycle_id",
                schema: "customers",
                table: "service_agreements",
                columns: new[] { "tenant_id", "cycle_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_agreements_tenant_id_occupancy_id",
                schema: "customers",
                table: "service_agreements",
                columns: new[] { "tenant_id", "occupancy_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_agreements_tenant_id_premise_id_service",
                schema: "customers",
                table: "service_agreements",
                columns: new[] { "tenant_id", "premise_id", "service" });

            migrationBuilder.CreateIndex(
                name: "ix_service_agreements_tenant_id_service_point_id",
                schema: "customers",
                table: "service_agreements",
                columns: new[] { "tenant_id", "service_point_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_change_batches_tenant_id_prepared_at",
                schema: "customers",
                table: "service_change_batches",
                columns: new[] { "tenant_id", "prepared_at" });

            migrationBuilder.CreateIndex(
                name: "ix_service_points_tenant_id_cycle_id",
                schema: "customers",
                table: "service_points",
                columns: new[] { "tenant_id", "cycle_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_points_tenant_id_premise_id",
                schema: "customers",
                table: "service_points",
                columns: new[] { "tenant_id", "premise_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_points_tenant_id_route_id_sequence",
                schema: "customers",
                table: "service_points",
                columns: new[] { "tenant_id", "route_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_service_stops_tenant_id_agreement_id",
                schema: "customers",
                table: "service_stops",
                columns: new[] { "tenant_id", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_setting_values_tenant_id_name_effective_from",
                schema: "platform",
                table: "setting_values",
                columns: new[] { "tenant_id", "name", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_statement_documents_tenant_id_run_id",
                schema: "billing",
                table: "statement_documents",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_statement_documents_tenant_id_statement_id",
                schema: "billing",
                table: "statement_documents",
                columns: new[] { "tenant_id", "statement_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statement_messages_tenant_id_from",
                schema: "billing",
                table: "statement_messages",
                columns: new[] { "tenant_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_statement_pieces_tenant_id_run_id",
                schema: "billing",
                table: "statement_pieces",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_statements_tenant_id_account_id_due_date",
                schema: "billing",
                table: "statements",
                columns: new[] { "tenant_id", "account_id", "due_date" });

            migrationBuilder.CreateIndex(
                name: "ix_statements_tenant_id_number",
                schema: "billing",
                table: "statements",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statements_tenant_id_run_id",
                schema: "billing",
                table: "statements",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_items_tenant_id_code",
                schema: "billing",
                table: "stock_items",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stock_movements_tenant_id_item_id_entered_at",
                schema: "billing",
                table: "stock_movements",
                columns: new[] { "tenant_id", "item_id", "entered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_movements_tenant_id_item_id_letter_batch_id",
                schema: "billing",
                table: "stock_movements",
                columns: new[] { "tenant_id", "item_id", "letter_batch_id" },
                unique: true,
                filter: "letter_batch_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_stock_movements_tenant_id_item_id_print_job_id_print_part",
                schema: "billing",
                table: "stock_movements",
                columns: new[] { "tenant_id", "item_id", "print_job_id", "print_part" },
                unique: true,
                filter: "print_job_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_stock_rules_tenant_id_item_id_from",
                schema: "billing",
                table: "stock_rules",
                columns: new[] { "tenant_id", "item_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_tariff_files_tenant_id_tariff_version_id_hash",
                schema: "billing",
                table: "tariff_files",
                columns: new[] { "tenant_id", "tariff_version_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tariff_versions_tenant_id_document_hash",
                schema: "billing",
                table: "tariff_versions",
                columns: new[] { "tenant_id", "document_hash" },
                unique: true,
                filter: "state <> 'Withdrawn'");

            migrationBuilder.CreateIndex(
                name: "ix_tariff_versions_tenant_id_effective_from",
                schema: "billing",
                table: "tariff_versions",
                columns: new[] { "tenant_id", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_tariff_versions_tenant_id_name",
                schema: "billing",
                table: "tariff_versions",
                columns: new[] { "tenant_id", "name" },
                unique: true,
                filter: "state <> 'Withdrawn'");

            migrationBuilder.CreateIndex(
                name: "ix_template_versions_tenant_id_template_id_number",
                schema: "billing",
                table: "template_versions",
                columns: new[] { "tenant_id", "template_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tenants_slug",
                schema: "platform",
                table: "tenants",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_text_templates_tenant_id_code",
                schema: "billing",
                table: "text_templates",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_text_templates_tenant_id_kind",
                schema: "billing",
                table: "text_templates",
                columns: new[] { "tenant_id", "kind" },
                unique: true,
                filter: "kind in ('StatementEmail', 'StatementInsert') and not is_retired");

            migrationBuilder.CreateIndex(
                name: "ix_unapplications_tenant_id_application_id",
                schema: "billing",
                table: "unapplications",
                columns: new[] { "tenant_id", "application_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_tenant_id_role_id",
                schema: "platform",
                table: "user_roles",
                columns: new[] { "tenant_id", "role_id" });

            migrationBuilder.CreateIndex(
                name: "ix_user_tenants_user_id",
                schema: "platform",
                table: "user_tenants",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_users_user_name",
                schema: "platform",
                table: "users",
                column: "user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vendor_prices_tenant_id_item_id",
                schema: "billing",
                table: "vendor_prices",
                columns: new[] { "tenant_id", "item_id" });

            migrationBuilder.CreateIndex(
                name: "ix_winter_average_batches_tenant_id_cycle_id_service",
                schema: "billing",
                table: "winter_average_batches",
                columns: new[] { "tenant_id", "cycle_id", "service" },
                unique: true,
                filter: "cycle_id is not null and state in ('Computing', 'Draft', 'AwaitingApproval')");

            migrationBuilder.CreateIndex(
                name: "ix_winter_average_batches_tenant_id_file_hash",
                schema: "billing",
                table: "winter_average_batches",
                columns: new[] { "tenant_id", "file_hash" },
                unique: true,
                filter: "file_hash is not null and state <> 'Cancelled'");

            migrationBuilder.CreateIndex(
                name: "ix_winter_average_batches_tenant_id_number",
                schema: "billing",
                table: "winter_average_batches",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_winter_average_rows_tenant_id_agreement_id",
                schema: "billing",
                table: "winter_average_rows",
                columns: new[] { "tenant_id", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_winter_averages_tenant_id_agreement_id_from",
                schema: "billing",
                table: "winter_averages",
                columns: new[] { "tenant_id", "agreement_id", "from" },
                unique: true,
                filter: "\"to\" is distinct from \"from\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_balances",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "account_recipients",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "adjustment_reasons",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "adjustments",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "approvals",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "background_jobs",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "bad_addresses",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "bill_calculations",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "bill_events",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "bill_lines",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "bill_run_pages",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "billed_reads",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "billing_holds",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_amounts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_bill_parts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_bills",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_settlement_parts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_settlement_reversals",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "calendar_adjustments",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "calendar_feeds",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "calendar_rules",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "charge_balances",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "charge_reversals",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "checklists",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "contact_log",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "coverage",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "credit_balances",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "credit_reversals",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "customer_contacts",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "data_protection_keys",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "deposit_events",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "email_reports",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "email_servers",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "enrollment_file_contents",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "enrollment_file_lines",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "enrollments",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "entries",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "holidays",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "idempotency_keys",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "letters",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "mail_entry_strikes",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "misc_charge_amounts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "misc_charge_billings",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "misc_charge_terms",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "notes",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "number_series",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "outbox_messages",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "own_accounts",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "ownerships",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "penalties",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "piece_suppressions",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "pieces_on_paper",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "postage_rates",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "premise_facts",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "printed_pieces",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "rate_assignments",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "rate_study_accounts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "rate_study_revenues",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "read_exceptions",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "read_file_contents",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "read_file_lines",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "receipt_lines",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "receipt_tenders",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "receipt_void_requests",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "receipt_voids",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "role_permissions",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "run_cancellations",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "run_charge_bills",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "run_items",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "run_misc_charges",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "run_releases",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "run_ticks",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "scheduled_steps",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "search_tokens",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "service_change_lines",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "service_stops",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "setting_values",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "statement_bills",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "statement_documents",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "statement_messages",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "stock_movements",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "stock_rules",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "tariff_files",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "template_texts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "unapplications",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "usage_sources",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "user_roles",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "vendor_prices",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "winter_average_rows",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "winter_averages",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_settlements",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "coverage_releases",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "deposits",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "email_messages",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "enrollment_files",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "letter_recipients",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "misc_charge_releases",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "print_parts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "spoiled_pieces",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "rate_studies",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "reads",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "receipts",
                schema: "collections");

            migrationBuilder.DropTable(
                name: "misc_charges",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "service_change_batches",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "applications",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "roles",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "user_tenants",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "stock_items",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "service_agreements",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "winter_average_batches",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "bills",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "budget_plans",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "letter_batches",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "print_jobs",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "statement_pieces",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "read_files",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "registers",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "misc_charge_codes",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "charges",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "credits",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "tenants",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "users",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "tariff_versions",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "mail_entries",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "template_versions",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "statements",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "meter_installations",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "gl_accounts",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "occupancies",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "journals",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "mail_departments",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "text_templates",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "bill_runs",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "meters",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "service_points",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "funds",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "reversion_agreements",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "accounting_periods",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "billing_periods",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "routes",
                schema: "metering");

            migrationBuilder.DropTable(
                name: "accounts",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "premises",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "customers",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "cycles",
                schema: "billing");

            migrationBuilder.DropTable(
                name: "parcels",
                schema: "customers");
        }
    }
}
