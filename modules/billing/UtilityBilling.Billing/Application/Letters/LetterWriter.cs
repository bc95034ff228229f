using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Auditing;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Templates;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Letters;

/// <summary>Writes a page of a batch's letters. Two writers of one batch wait for each other, and the second finds what is left.</summary>
internal sealed class LetterWriter(
    IUtilityBillingDbContext database, BulkWriter bulk, TemplateBook book, AccountFactsReader facts, ITownProfileProvider profiles, LocalizationCatalog catalog, ICurrentTenant tenant, IClock clock)
{
    private static readonly IReadOnlyList<StageColumn<WrittenLetter>> Columns =
    [
        Stage.Integer<WrittenLetter>("position", l => l.Position), Stage.Text<WrittenLetter>("name", l => l.Name), Stage.Integer<WrittenLetter>("pages", l => l.Pages), Stage.Text<WrittenLetter>("content", l => l.Content),
        Stage.Text<WrittenLetter>("digest", l => l.Digest),
    ];

    /// <summary>Writes at most <paramref name="count"/> letters; returns how many. With the last one the batch is ready.</summary>
    public async Task<int> WriteNextAsync(Guid batchId, int count, CancellationToken cancellationToken)
    {
        await bulk.ExecuteAsync("select 1 from billing.letter_batches where id = $1 for update", [Arg.Of(batchId)], cancellationToken).ConfigureAwait(false);
        var batch = await database.Set<LetterBatch>().SingleAsync(b => b.Id == batchId, cancellationToken).ConfigureAwait(false);
        if (batch.State != LetterBatchState.Writing)
            return 0;
        var next = await bulk.QueryAsync(
            """
            select r.position, r.account_id from billing.letter_recipients r
            where r.batch_id = $1 and not exists (select 1 from billing.letters l where l.tenant_id = r.tenant_id and l.batch_id = r.batch_id and l.position = r.position)
            order by r.position limit $2
            """,
            [Arg.Of(batchId), Arg.Of(count)], r => (Position: r.GetInt32(0), Account: r.GetGuid(1)), cancellationToken).ConfigureAwait(false);
        if (next.Count == 0)
        {
            batch.Written();
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }
        var letters = await ComposeAsync(batch, next, cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("written_letters", Columns, letters, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "insert into billing.letters (tenant_id, batch_id, position, name, pages, content, digest, written_at) select $1, $2, position, name, pages, content, digest, $3 from pg_temp.written_letters",
            [Arg.Of(tenant.Id), Arg.Of(batchId), Arg.Of(clock.UtcNow)],
            rows => new AuditSummary("Letter.Write", batchId, rows) { Digest = LetterContent.Digest(string.Concat(letters.Select(l => l.Digest))) }, cancellationToken).ConfigureAwait(false);
        return letters.Count;
    }

    private async Task<List<WrittenLetter>> ComposeAsync(LetterBatch batch, List<(int Position, Guid Account)> next, CancellationToken cancellationToken)
    {
        var read = await book.ReadAsync(batch.VersionId, batch.Kind, cancellationToken).ConfigureAwait(false);
        var known = await facts.ReadAsync([.. next.Select(n => n.Account)], cancellationToken).ConfigureAwait(false);
        var town = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var words = new[] { "en", "es" }.ToDictionary(l => l, l => TemplateValues.Words(catalog, l), StringComparer.Ordinal);
        using var pdf = new LetterPdf(catalog);
        return next.ConvertAll(n =>
        {
            var account = known[n.Account];
            var letter = new LetterContent(
                batch.Kind, LetterTown.Of(town), batch.Day, account.Card.Mailing, account.Card.Number, account.Card.Address,
                [.. Languages(batch.Language, account.Card.Language).Select(l => read[l].Fill(l, TemplateValues.Of(account, town, batch.Day, words[l])))]);
            var content = letter.Write();
            return new WrittenLetter(n.Position, account.Card.CustomerName, pdf.CountPages(letter), content, LetterContent.Digest(content));
        });
    }

    private static string[] Languages(LetterLanguage language, string ofCustomer) => language switch
    {
        LetterLanguage.English => ["en"],
        LetterLanguage.Spanish => ["es"],
        LetterLanguage.Both => ["en", "es"],
        // Who has no language, or both, gets both.
        _ => ofCustomer switch { "en" => ["en"], "es" => ["es"], _ => ["en", "es"] },
    };

    private sealed record WrittenLetter(int Position, string Name, int Pages, string Content, string Digest);
}

/// <summary>Writes a batch page by page, each a transaction of its own; a repeat goes on with what is left.</summary>
internal sealed class LetterProcessor(ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user) : ILetterProcessor
{
    private const int LettersPerPage = 200;

    public async Task WriteAsync(Guid batchId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default)
    {
        var (town, actor) = (tenant.Tenant!, user.Required);
        var (done, all) = (await runner.ReadAsync(town, actor, s => s.GetRequiredService<BulkWriter>().QueryAsync(
            "select (select count(*) from billing.letters where batch_id = $1)::int, letters from billing.letter_batches where id = $1",
            [Arg.Of(batchId)], r => (Done: r.GetInt32(0), All: r.GetInt32(1)), cancellationToken), cancellationToken).ConfigureAwait(false))[0];
        while (await runner.WriteAsync(town, actor, s => s.GetRequiredService<LetterWriter>().WriteNextAsync(batchId, LettersPerPage, cancellationToken), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            done += count;
            if (progress is not null)
                await progress(done, all).ConfigureAwait(false);
        }
    }
}

/// <summary>Writes a batch of letters in the background.</summary>
internal sealed class LetterWriteJob(ILetterProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.Letters.Write";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.WriteAsync(recordId, (done, total) => progress.ReportAsync(done, total, "", cancellationToken), cancellationToken);
}
