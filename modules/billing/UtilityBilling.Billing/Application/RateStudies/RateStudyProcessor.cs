using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>Works a study out: bills page by page, each rated on all cores, then all figures written at once. A repeat begins anew.</summary>
internal sealed class RateStudyProcessor(ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user) : IRateStudyProcessor
{
    private const int BillsPerPage = 5000;

    public async Task WorkOutAsync(Guid studyId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default)
    {
        var (town, actor) = (tenant.Tenant!, user.Required);
        var (study, books, bills) = await runner.ReadAsync(town, actor, s => LoadAsync(s, studyId, cancellationToken), cancellationToken).ConfigureAwait(false);
        var tally = new StudyTally(books);
        for (var (after, done) = (0L, 0); ;)
        {
            var page = await runner.ReadAsync(town, actor, s => PageAsync(s, study, after, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                break;
            foreach (var bill in page.AsParallel().AsOrdered().Select(b => StudiedBill.Of(b.AccountId, b.Inputs, books)))
                tally.Add(bill);
            (after, done) = (page[^1].Number, done + page.Count);
            if (progress is not null)
                await progress(done, bills).ConfigureAwait(false);
        }

        await runner.WriteAsync(town, actor, s => FinishAsync(s, studyId, tally, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(RateStudy Study, StudyBooks Books, int Bills)> LoadAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<IUtilityBillingDbContext>();
        var study = await database.Set<RateStudy>().AsNoTracking().SingleAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false);
        var documents = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State == TariffState.Approved || study.TrialVersions.Contains(t.Id))
            .Select(t => new { t.Id, t.State, t.Document }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var read = documents.Select(d => (d.Id, d.State, Document: TariffReader.Read(d.Document).Document!)).ToList();
        var books = StudyBooks.Of([.. read.Where(d => d.State == TariffState.Approved).Select(d => d.Document)], study.AdoptedOn, [.. read.Where(d => study.TrialVersions.Contains(d.Id)).Select(d => d.Document)]);
        return (study, books, await database.Set<Bill>().CountAsync(b => b.BillDate >= study.BilledFrom && b.BillDate <= study.BilledThrough, cancellationToken).ConfigureAwait(false));
    }

    private static Task<List<(long Number, Guid AccountId, string Inputs)>> PageAsync(IServiceProvider services, RateStudy study, long after, CancellationToken cancellationToken) =>
        services.GetRequiredService<BulkWriter>().QueryAsync(
            $"""
            select b.number, b.account_id, b.inputs::text from billing.bills b
            where b.bill_date between $1 and $2 and b.number > $3
              and {Standing.Bill("b.id")}
            order by b.number limit $4
            """,
            [Arg.Of(study.BilledFrom), Arg.Of(study.BilledThrough), Arg.Of(after), Arg.Of(BillsPerPage)], r => (r.GetInt64(0), r.GetGuid(1), r.GetString(2)), cancellationToken);

    private async Task FinishAsync(IServiceProvider services, Guid id, StudyTally tally, CancellationToken cancellationToken)
    {
        var bulk = services.GetRequiredService<BulkWriter>();
        var study = await services.GetRequiredService<IUtilityBillingDbContext>().Set<RateStudy>().SingleAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("delete from billing.rate_study_revenues where study_id = $1", [Arg.Of(id)], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("delete from billing.rate_study_accounts where study_id = $1", [Arg.Of(id)], cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("revenues", RevenueColumns, tally.Revenue.Select((r, n) => (n + 1, r.Key, r.Value)), cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("study_accounts", AccountColumns, tally.Accounts, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            insert into billing.rate_study_revenues (tenant_id, study_id, n, service, customer_class, component, tier, label_en, label_es, adopted_quantity, adopted_amount, trial_quantity, trial_amount)
            select $1, $2, n, service, customer_class, component, tier, label_en, label_es, adopted_quantity, adopted_amount, trial_quantity, trial_amount from pg_temp.revenues
            """,
            [Arg.Of(tenant.Id), Arg.Of(id)], cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "insert into billing.rate_study_accounts (tenant_id, study_id, account_id, bills, adopted, trial) select $1, $2, account_id, bills, adopted, trial from pg_temp.study_accounts",
            [Arg.Of(tenant.Id), Arg.Of(id)], rows => new AuditSummary("RateStudy.Finish", id, rows), cancellationToken).ConfigureAwait(false);
        (study.Bills, study.Refused, study.RefusalEn, study.RefusalEs) = (tally.Bills, tally.Refused, tally.FirstRefusal?.Sentence("en"), tally.FirstRefusal?.Sentence("es"));
        (study.AdoptedTotal, study.TrialTotal) = (tally.Accounts.Values.Sum(a => a.Adopted), tally.Accounts.Values.Sum(a => a.Trial));
        (study.State, study.FinishedAt) = (RateStudyState.Ready, services.GetRequiredService<IClock>().UtcNow);
    }

    private static readonly StageColumn<(int N, RevenueKey Key, RevenueSum Sum)>[] RevenueColumns =
    [
        new("n", "int", NpgsqlDbType.Integer, r => r.N),
        new("service", "text", NpgsqlDbType.Text, r => r.Key.Service),
        new("customer_class", "text", NpgsqlDbType.Text, r => r.Key.Class),
        new("component", "text", NpgsqlDbType.Text, r => r.Key.Component),
        new("tier", "int", NpgsqlDbType.Integer, r => r.Key.Tier),
        new("label_en", "text", NpgsqlDbType.Text, r => r.Sum.Label.En),
        new("label_es", "text", NpgsqlDbType.Text, r => r.Sum.Label.Es),
        new("adopted_quantity", "numeric", NpgsqlDbType.Numeric, r => r.Sum.AdoptedQuantity),
        new("adopted_amount", "numeric", NpgsqlDbType.Numeric, r => r.Sum.AdoptedAmount),
        new("trial_quantity", "numeric", NpgsqlDbType.Numeric, r => r.Sum.TrialQuantity),
        new("trial_amount", "numeric", NpgsqlDbType.Numeric, r => r.Sum.TrialAmount),
    ];

    private static readonly StageColumn<KeyValuePair<Guid, AccountSum>>[] AccountColumns =
    [
        new("account_id", "uuid", NpgsqlDbType.Uuid, a => a.Key),
        new("bills", "int", NpgsqlDbType.Integer, a => a.Value.Bills),
        new("adopted", "numeric", NpgsqlDbType.Numeric, a => a.Value.Adopted),
        new("trial", "numeric", NpgsqlDbType.Numeric, a => a.Value.Trial),
    ];
}
