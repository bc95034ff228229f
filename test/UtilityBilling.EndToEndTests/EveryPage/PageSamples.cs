using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EndToEndTests.Towns;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.EndToEndTests.EveryPage;

/// <summary>An address to look at, and as whom.</summary>
/// <param name="Name">A name for the page and its state, fit for a file.</param>
internal sealed record Visit(string Name, string Address, string Role);

/// <summary>
/// Which record a page with a parameter is shown with, and who looks. A page without parameters needs nothing here; one that is new and has parameters makes
/// <see cref="VisitsAsync"/> fail until it has a sample.
/// </summary>
internal static class PageSamples
{
    private const string ChargedAccount = "select account_id from billing.misc_charges where tenant_id = @town order by id limit 1";

    private const string BudgetAccount = "select account_id from billing.budget_plans where tenant_id = @town order by id limit 1";

    private const string Bill = "select b.id from billing.bills b join billing.bill_lines l on l.tenant_id = b.tenant_id and l.bill_id = b.id where b.tenant_id = @town group by b.id, b.number order by count(*) desc, b.number limit 1";
    private const string Account = "select b.account_id from billing.bills b where b.tenant_id = @town group by b.account_id order by count(*) desc, b.account_id limit 1";
    private const string WinterBatch = "select id from billing.winter_average_batches where tenant_id = @town order by number desc limit 1";
    private const string PremiseWithFacts = "select premise_id from customers.premise_facts where tenant_id = @town group by premise_id order by count(*) desc, premise_id limit 1";
    private const string PostedRun = "select id from billing.bill_runs where tenant_id = @town and state = 'Posted' and kind = 'Regular' order by number desc limit 1";
    private const string Correction = "select r.id from billing.bill_runs r where r.tenant_id = @town and exists (select 1 from billing.run_cancellations c where c.tenant_id = r.tenant_id and c.run_id = r.id) order by r.number desc limit 1";
    private const string Run = "select id from billing.bill_runs where tenant_id = @town and kind = 'Regular' order by number desc limit 1";
    private const string PrintJob = "select id from billing.print_jobs where tenant_id = @town order by number limit 1";
    private const string Template = "select id from billing.text_templates where tenant_id = @town order by (code = 'REMINDER') desc, code limit 1";
    private const string Cycle = "select id from billing.cycles where tenant_id = @town order by code limit 1";
    private const string Tariff = "select id from billing.tariff_versions where tenant_id = @town order by id desc limit 1";
    private const string Meter = "select i.meter_id from metering.meter_installations i join metering.registers g on g.tenant_id = i.tenant_id and g.installation_id = i.id join metering.reads r on r.tenant_id = g.tenant_id and r.register_id = g.id where i.tenant_id = @town group by i.meter_id order by count(*) desc, i.meter_id limit 1";

    /// <summary>Answers that are no page to look at; other tests look at what they bring.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoPages = new Dictionary<string, string>
    {
        ["/Account/Logout"] = "ends the session and leads to the sign-in page",
        ["/Billing/Printing/PartFile"] = "a PDF",
        ["/Billing/Printing/Vendor"] = "an archive",
        ["/Billing/Letters/Pdf"] = "a PDF",
        ["/Billing/Templates/VersionPdf"] = "a PDF",
        ["/Billing/BillRuns/Progress"] = "a part of the run's page",
        ["/Billing/Bills/Pdf"] = "a PDF",
        ["/Billing/Calendar/Feed"] = "a calendar file",
        ["/Billing/Calendar/PublicFeed"] = "a calendar file for whoever holds its address",
        ["/Billing/Tariffs/File"] = "a PDF",
        ["/Language"] = "keeps the choice and leads back",
        ["/Account/TwoFactor"] = "half signed in: has a test of its own",
        ["/Account/Login"] = "not signed in: has a test of its own",
        ["/NotFound"] = "the answer to a wrong address: has a test of its own",
        ["/Forbidden"] = "the answer to a missing right: has a test of its own",
        ["/StaleForm"] = "the answer to a form that came too late: has a test of its own",
        ["/Error"] = "the answer to a failure: has a test of its own",
    };

    /// <summary>Parameter = the statement that finds a record. The town is <c>@town</c>.</summary>
    private static readonly Dictionary<string, (string Name, string Sql)[]> Parameters = new()
    {
        ["/Accounts/Reads"] = [("id", Account)],
        ["/Administration/Roles/Edit"] = [("id", "select id from platform.roles where tenant_id = @town and name = 'Cashier'")],
        ["/Administration/Settings/Edit"] = [("name", "select 'Platform.Lockout.Minutes'")],
        ["/Administration/Towns/Edit"] = [("id", "select id from platform.tenants where id = @town")],
        ["/Administration/Towns/State"] = [("id", "select id from platform.tenants where id = @town")],
        ["/Administration/Users/Edit"] = [("id", "select id from platform.users where user_name = 'mei.chen'")],
        ["/Approvals/Decide"] = [("id", "select id from platform.approvals where tenant_id = @town order by (state = 'Open') desc, id limit 1")],
        ["/Billing/Accounts/Bills"] = [("accountId", Account)],
        ["/Billing/Accounts/Charges"] = [("accountId", ChargedAccount)],
        ["/Billing/Charges/Details"] = [("id", "select id from billing.misc_charges where tenant_id = @town order by id limit 1")],
        ["/Billing/Accounts/Budgets"] = [("accountId", BudgetAccount)],
        ["/Billing/Budgets/Details"] = [("id", "select p.id from billing.budget_plans p left join billing.budget_bills b on b.tenant_id = p.tenant_id and b.plan_id = p.id where p.tenant_id = @town group by p.id order by count(b.bill_id) desc, p.id limit 1")],
        ["/Billing/Accounts/Holds"] = [("accountId", Account)],
        ["/Billing/Accounts/Ledger"] = [("accountId", Account)],
        ["/Billing/Accounts/Projection"] = [("accountId", Account)],
        ["/Billing/Adjustments/Details"] = [("id", "select id from billing.adjustments where tenant_id = @town order by id limit 1")],
        ["/Billing/BillRuns/Bill"] = [("id", Run), ("occupancyId", $"select occupancy_id from billing.bill_calculations where tenant_id = @town and run_id = ({Run}) order by occupancy_id limit 1")],
        ["/Billing/BillRuns/Details"] = [("id", Run)],
        ["/Billing/BillRuns/Checklist"] = [("id", Run)],
        ["/Billing/BillRuns/Items"] = [("id", Run)],
        ["/Billing/BillRuns/Review"] = [("id", Run)],
        ["/Billing/BillRuns/TakenBack"] = [("id", Correction)],
        ["/Billing/BillRuns/RollBack"] = [("id", PostedRun)],
        ["/Billing/BillRuns/Printing"] = [("id", PostedRun)],
        ["/Billing/BillRuns/Emails"] = [("id", PostedRun)],
        ["/Billing/Bills/Details"] = [("id", Bill)],
        ["/Billing/Bills/Original"] = [("id", Bill)],
        ["/Billing/Letters/Details"] = [("id", "select id from billing.letter_batches where tenant_id = @town order by number limit 1")],
        ["/Billing/Stock/Details"] = [("id", "select id from billing.stock_items where tenant_id = @town order by code limit 1")],
        ["/Billing/Templates/Details"] = [("id", Template)],
        ["/Billing/Templates/Write"] = [("id", Template)],
        ["/Billing/Templates/Compare"] = [("id", Template)],
        ["/Billing/Templates/Version"] = [("id", $"select id from billing.template_versions where tenant_id = @town and template_id = ({Template}) order by number desc limit 1")],
        ["/Billing/Printing/Details"] = [("id", PrintJob)],
        ["/Billing/Printing/Jam"] = [("id", PrintJob)],
        ["/Billing/Calendar/Adjust"] = [("cycleId", Cycle)],
        ["/Billing/Calendar/Plan"] = [("cycleId", Cycle)],
        ["/Billing/Journals/Details"] = [("id", "select id from billing.journals where tenant_id = @town order by entry_count desc, id limit 1")],
        ["/Billing/Tariffs/Change"] = [("id", Tariff)],
        ["/Billing/Tariffs/Revise"] = [("id", Tariff)],
        ["/Billing/Tariffs/Details"] = [("id", Tariff)],
        ["/Billing/Tariffs/Edit"] = [("id", Tariff)],
        ["/Billing/Tariffs/TestBench"] = [("id", Tariff)],
        ["/Billing/RateStudies/Accounts"] = [("id", "select id from billing.rate_studies where tenant_id = @town order by id limit 1")],
        ["/Billing/RateStudies/Details"] = [("id", "select id from billing.rate_studies where tenant_id = @town order by id limit 1")],
        ["/Billing/WinterAverages/Details"] = [("id", WinterBatch)],
        ["/Billing/WinterAverages/Row"] = [("id", WinterBatch), ("agreementId", $"select agreement_id from billing.winter_average_rows where tenant_id = @town and batch_id = ({WinterBatch}) order by account_number, agreement_id limit 1")],
        ["/Collections/Deposits/Index"] = [("accountId", Account)],
        ["/Collections/Receipts/Details"] = [("id", "select id from collections.receipts where tenant_id = @town order by id limit 1")],
        ["/Customers/Accounts/Edit"] = [("id", Account)],
        ["/Customers/Accounts/Recipients"] = [("id", Account)],
        ["/Customers/Accounts/Enrollments"] = [("id", "select account_id from customers.enrollments where tenant_id = @town and account_id is not null order by id limit 1")],
        ["/Customers/Accounts/History"] = [("id", Account)],
        ["/Customers/Accounts/MoveOut"] = [("id", Account)],
        ["/Customers/Accounts/Notes"] = [("id", Account)],
        ["/Customers/Accounts/Overview"] = [("id", Account)],
        ["/Customers/Accounts/Services"] = [("id", Account)],
        ["/Customers/Accounts/Stops"] = [("id", Account)],
        ["/Customers/Reversions/Details"] = [("id", "select id from customers.reversion_agreements where tenant_id = @town order by id limit 1")],
        ["/Customers/Stops/Details"] = [("id", "select id from customers.service_stops where tenant_id = @town order by id limit 1")],
        ["/Customers/Customers/Edit"] = [("id", "select id from customers.customers where tenant_id = @town order by id limit 1")],
        ["/Customers/Enrollments/Details"] = [("id", "select id from customers.enrollments where tenant_id = @town order by id limit 1")],
        ["/Customers/Enrollments/File"] = [("id", "select id from customers.enrollment_files where tenant_id = @town order by id limit 1")],
        ["/Customers/ServiceChanges/Details"] = [("id", "select id from customers.service_change_batches where tenant_id = @town order by id limit 1")],
        ["/Customers/Premises/Details"] = [("id", PremiseWithFacts)],
        ["/Customers/Premises/Facts"] = [("id", PremiseWithFacts)],
        ["/Customers/Premises/Fact"] = [("id", "select id from customers.premise_facts where tenant_id = @town order by name, id limit 1")],
        ["/Customers/Premises/NewFact"] = [("id", PremiseWithFacts)],
        ["/Customers/Premises/Edit"] = [("id", "select id from customers.premises where tenant_id = @town order by id limit 1")],
        ["/Metering/Meters/Details"] = [("id", Meter)],
        ["/Metering/Meters/Exchange"] = [("id", Meter)],
        ["/Metering/ReadFiles/Details"] = [("id", "select id from metering.read_files where tenant_id = @town order by id limit 1")],
    };

    /// <summary>States of a page that its plain address does not show; without a suffix, the page is nothing without them.</summary>
    private static readonly Dictionary<string, (string Suffix, string Query, string? Sql)[]> Others = new()
    {
        ["/Approvals/Index"] = [("decided", "?view=Decided", null)],
        ["/Administration/AuditLog/Index"] = [("filtered", "?type=SettingValue", null)],
        ["/Billing/Calendar/Adjust"] = [("", "?from={value}&date=Due", $"select max(\"from\") from billing.billing_periods where tenant_id = @town and cycle_id = ({Cycle})")],
        ["/Billing/Calendar/EditRules"] = [("cycle", "?cycleId={value}", Cycle)],
        ["/Billing/Tariffs/Change"] = [("previewed", "?Percent=4&Rounding=HalfUp&Decimals=2&Service=water&Scope=Fixed&Scope=Usage&Effective=2030-01-01&Ordinance=Res.%202030-1&Name=riverbend-2030", null)],
        ["/Billing/Tariffs/TestBench"] = [("tried", "?From=2026-03-01&Through=2026-04-30&Class=residential&MeterSize=5%2F8&Service=water&Usage%5Bwater%5D=12", null), ("refused", "?From=2026-03-01&Through=2026-04-30&Service=water", null)],
        ["/Reports/Books"] = [("rates", "?rates=true", null)],
        ["/Billing/Bills/Index"] = [("searched", "?q=zzzz", null)],
        ["/Metering/Reads/Enter"] = [("", "?register={value}", "select id from metering.registers where tenant_id = @town order by id limit 1")],
        ["/Metering/Reads/Review"] = [("on-hold", "?list=OnHold", null)],
        ["/Metering/ReadFiles/Details"] = [("waiting", "?outcome=Exception", null)],
        ["/Search/Index"] = [("hits", "?q=ma", null), ("none", "?q=zzzzzz", null)],
        ["/Customers/Enrollments/Index"] = [("all", "?list=All", null), ("expiring", "?list=Expiring", null)],
        ["/Customers/ServiceChanges/New"] = [("end", "?kind=End&on=2026-12-01", null)],
        ["/Customers/Premises/NewFact"] = [("area", "?name=imperviousSqFt", null)],
        ["/Customers/MoveIn"] = [("account", "?premise={value}", "select id from customers.premises where tenant_id = @town order by id limit 1")],
        ["/Billing/Adjustments/New"] = [("", "?accountId={value}", Account)],
        ["/Billing/Budgets/New"] = [("account", "?accountId={value}", ChargedAccount), ("running", "?accountId={value}", BudgetAccount)],
        ["/Billing/Charges/New"] = [("account", "?accountId={value}", ChargedAccount)],
        ["/Billing/WinterAverages/Change"] = [("", "?{value}", $"select 'accountId=' || account_id || '&agreementId=' || agreement_id from billing.winter_average_rows where tenant_id = @town and batch_id = ({WinterBatch}) order by account_number, agreement_id limit 1")],
        ["/Billing/WinterAverages/Details"] = [("filtered", "?flag=unchanged", null)],
        ["/Collections/Receipts/New"] = [("account", "?account={value}", Account)],
    };

    public static async Task<IReadOnlyList<Visit>> VisitsAsync(TownApp app, IEnumerable<ProductPage> pages)
    {
        await PrintAsync(app);
        var visits = new List<Visit>();
        foreach (var page in pages.Where(page => !NoPages.ContainsKey(page.Name)))
        {
            var values = new Dictionary<string, string>();
            foreach (var (name, sql) in Parameters.GetValueOrDefault(page.Name, []))
                values[name] = await FindAsync(app, sql);
            page.Parameters.Except(values.Keys).ShouldBeEmpty($"{page.Name} has a parameter without a sample: add one to {nameof(PageSamples)}");
            var role = Role(page.Name);
            var file = page.Route.Trim('/').Replace('/', '.').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            file = file.Length == 0 ? "Today" : file;
            var others = Others.GetValueOrDefault(page.Name, []);
            if (others.All(other => other.Suffix.Length > 0))
                visits.Add(new Visit(file, page.Address(values), role));
            // The form for a new record, where the same page serves both.
            if (page.Name is "/Administration/Users/Edit" or "/Administration/Roles/Edit" or "/Administration/Towns/Edit")
                visits.Add(new Visit($"{file}-new", page.Address(new Dictionary<string, string>()), role));
            foreach (var (suffix, query, sql) in others)
                visits.Add(new Visit($"{file}-{suffix}".TrimEnd('-'), page.Address(values) + query.Replace("{value}", sql is null ? "" : await FindAsync(app, sql), StringComparison.Ordinal), role));
        }
        return visits;
    }

    /// <summary>The demo prints nothing: the pages of print jobs get one of Riverbend's latest posted run.</summary>
    private static async Task PrintAsync(TownApp app)
    {
        if (await app.ValueAsync<long>("select count(*) from billing.print_jobs") > 0)
            return;
        var run = Guid.Parse(await FindAsync(app, PostedRun));
        var name = TownApp.Person(app.Riverbend, RoleNames.Technician);
        var technician = new Actor(Guid.Parse(await FindAsync(app, $"select id from platform.users where user_name = '{name}'")), name, name);
        var runner = app.Services.GetRequiredService<ITenantRunner>();
        await runner.ReadAsync(app.Riverbend, technician, services => services.GetRequiredService<IBillAppService>().WriteRunAsync(run, Stream.Null));
        await runner.WriteAsync(app.Riverbend, technician, services => services.GetRequiredService<IPrintJobAppService>().CreateAsync(run, PrintJobKind.InHouse));
    }

    /// <summary>Whoever may do most on the page.</summary>
    private static string Role(string page) => page switch
    {
        _ when page.StartsWith("/Administration/AuditLog", StringComparison.Ordinal) => RoleNames.Auditor,
        _ when page.StartsWith("/Administration", StringComparison.Ordinal) => RoleNames.Administrator,
        _ when page.StartsWith("/Approvals", StringComparison.Ordinal) => RoleNames.FinanceDirector,
        "/Reports/Books" or "/Reports/TrialBalance" => RoleNames.Auditor,
        _ => RoleNames.Technician,
    };

    private static Task<string> FindAsync(TownApp app, string sql) => app.ValueAsync<string>($"select ({sql.Replace("@town", $"'{app.Riverbend.Id}'", StringComparison.Ordinal)})::text");
}
