using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Letters;

internal sealed class LetterAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, TemplateBook book, LetterChoice choice, LetterDispatch dispatch, StockUse stock, IAccountDirectory accounts, IPermissionChecker permissions, IBackgroundJobManager jobs, INumberSeries numbers,
    LocalizationCatalog catalog, ICurrentTenant tenant, ICurrentUser user, IGuidGenerator guids, IClock clock, IAuditScope audit) : ILetterAppService
{
    private const int Chunk = 200;

    private static readonly IReadOnlyList<StageColumn<(int Position, Guid Account)>> RecipientColumns =
        [Stage.Integer<(int Position, Guid Account)>("position", r => r.Position), Stage.Uuid<(int Position, Guid Account)>("account_id", r => r.Account)];

    public async Task<PagedResult<LetterBatchDto>> ListAsync(string? accountNumber, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.View, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(request);
        var batches = database.Set<LetterBatch>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(accountNumber))
        {
            var account = (await accounts.FindAsync(accountNumber.Trim(), cancellationToken).ConfigureAwait(false))?.AccountId ?? Guid.Empty;
            batches = batches.Where(b => database.Set<LetterRecipient>().Any(r => r.BatchId == b.Id && r.AccountId == account));
        }
        var total = await batches.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await batches.OrderByDescending(b => b.Number).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<LetterBatchDto>(await DtosAsync(page, cancellationToken).ConfigureAwait(false), total, request.Page, request.PageSize);
    }

    public async Task<LetterBatchDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.View, cancellationToken).ConfigureAwait(false);
        return (await DtosAsync([await LoadAsync(id, cancellationToken).ConfigureAwait(false)], cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<JobStanding?> JobAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.View, cancellationToken).ConfigureAwait(false);
        return await jobs.FindAsync(LetterWriteJob.Type, id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<LetterDto>> LettersAsync(Guid id, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.View, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(request);
        var total = await database.Set<Letter>().CountAsync(l => l.BatchId == id, cancellationToken).ConfigureAwait(false);
        var page = await database.Set<Letter>().AsNoTracking().Where(l => l.BatchId == id)
            .Join(database.Set<LetterRecipient>().Where(r => r.BatchId == id), l => l.Position, r => r.Position, (l, r) => new { l.Position, r.AccountId, l.Name, l.Pages, l.Digest })
            .OrderBy(l => l.Position).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByAccountAsync([.. page.Select(l => l.AccountId)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<LetterDto>([.. page.Select(l => new LetterDto(l.Position, l.AccountId, cards[l.AccountId].Number, l.Name, l.Pages, l.Digest))], total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<LetterTemplateChoice>> TemplatesAsync(DateOnly day, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.View, cancellationToken).ConfigureAwait(false);
        var inForce = book.InForce(day);
        return await database.Set<TextTemplate>().AsNoTracking()
            .Where(t => !t.IsRetired && t.Kind != TemplateKind.StatementEmail && t.Kind != TemplateKind.StatementInsert && inForce.Any(v => v.TemplateId == t.Id))
            .OrderBy(t => t.Code).Select(t => new LetterTemplateChoice(t.Id, t.Code, t.Kind, t.NameEn, t.NameEs)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> StartAsync(LetterInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.Write, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var template = await database.Set<TextTemplate>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == input.TemplateId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(TextTemplate), input.TemplateId ?? default);
        if (template.IsRetired || TemplateFields.IsOfStatement(template.Kind) || await book.InForceAsync(template.Id, clock.Today, cancellationToken).ConfigureAwait(false) is not { } version)
            throw new BusinessException("Billing:Letter.NotInForce").ForField("Input.TemplateId").WithData("Code", template.Code);
        await dispatch.CheckDepartmentAsync(input.DepartmentId, cancellationToken).ConfigureAwait(false);
        var chosen = await choice.OfAsync(input, cancellationToken).ConfigureAwait(false);
        var batch = new LetterBatch
        {
            Id = guids.Create(), Number = await numbers.NextAsync("letters", 1, cancellationToken).ConfigureAwait(false), VersionId = version.Id, Kind = template.Kind, Day = clock.Today, Language = input.Language,
            DepartmentId = template.Kind == TemplateKind.DoorHanger ? null : input.DepartmentId, Letters = chosen.Count, CreatedByName = user.Required.DisplayName, CreatedAt = clock.UtcNow,
        };
        database.Set<LetterBatch>().Add(batch);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("letter_recipients_new", RecipientColumns, chosen.Select((a, i) => (Position: i + 1, Account: a)), cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "insert into billing.letter_recipients (tenant_id, batch_id, position, account_id) select $1, $2, position, account_id from pg_temp.letter_recipients_new",
            [Arg.Of(tenant.Id), Arg.Of(batch.Id)], rows => new AuditSummary("Letter.Start", batch.Id, rows), cancellationToken).ConfigureAwait(false);
        await jobs.EnqueueAsync(LetterWriteJob.Type, batch.Id, cancellationToken).ConfigureAwait(false);
        return batch.Id;
    }

    public async Task WritePdfAsync(Guid id, int? position, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.View, cancellationToken).ConfigureAwait(false);
        var batch = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (position is { } one && !await database.Set<Letter>().AnyAsync(l => l.BatchId == id && l.Position == one, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(Letter), one);
        if (position is null && batch.State is LetterBatchState.Writing)
            throw new BusinessException("Billing:Letter.NotReady").WithData("Number", batch.Number);
        using var pdf = new LetterPdf(catalog);
        await pdf.WriteAsync(output, ContentsAsync(id, position, cancellationToken), FormattableString.Invariant($"{tenant.Tenant!.Name} {batch.Number}"), batch.CreatedAt, cancellationToken).ConfigureAwait(false);
    }

    public async Task MarkPrintedAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.Write, cancellationToken).ConfigureAwait(false);
        var batch = await LockedAsync(id, cancellationToken).ConfigureAwait(false);
        batch.Print(user.Required.DisplayName, clock.UtcNow);
        await dispatch.NoteAsync(batch, cancellationToken).ConfigureAwait(false);
        await stock.OfLettersAsync(batch, cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task VoidAsync(Guid id, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Letters.Write, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:Print.ReasonMissing").ForField("Reason");
        var batch = await LockedAsync(id, cancellationToken).ConfigureAwait(false);
        audit.Reason = reason;
        batch.Close(reason.Trim(), user.Required.DisplayName);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<LetterContent> ContentsAsync(Guid id, int? position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0; ;)
        {
            var rows = await bulk.QueryAsync(
                "select position, content from billing.letters where batch_id = $1 and position > $2 and ($4 = 0 or position = $4) order by position limit $3",
                [Arg.Of(id), Arg.Of(after), Arg.Of(Chunk), Arg.Of(position ?? 0)], r => (Position: r.GetInt32(0), Content: r.GetString(1)), cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
                yield break;
            foreach (var row in rows)
                yield return LetterContent.Read(row.Content);
            after = rows[^1].Position;
        }
    }

    private async Task<IReadOnlyList<LetterBatchDto>> DtosAsync(List<LetterBatch> batches, CancellationToken cancellationToken)
    {
        var ids = batches.ConvertAll(b => b.Id);
        var versionIds = batches.Select(b => b.VersionId).Distinct().ToList();
        var versions = await database.Set<TemplateVersion>().AsNoTracking().Where(v => versionIds.Contains(v.Id)).Join(database.Set<TextTemplate>(), v => v.TemplateId, t => t.Id, (v, t) => new { v.Id, v.Number, t.Code, t.NameEn, t.NameEs }).ToDictionaryAsync(v => v.Id, cancellationToken).ConfigureAwait(false);
        var written = await database.Set<Letter>().Where(l => ids.Contains(l.BatchId)).GroupBy(l => l.BatchId).Select(g => new { g.Key, Count = g.Count(), Sheets = g.Sum(l => l.Pages) }).ToDictionaryAsync(g => g.Key, cancellationToken).ConfigureAwait(false);
        var departments = await database.Set<MailDepartment>().AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancellationToken).ConfigureAwait(false);
        return batches.ConvertAll(b => new LetterBatchDto(
            b.Id, b.Number, versions[b.VersionId].Code, versions[b.VersionId].NameEn, versions[b.VersionId].NameEs, b.VersionId, versions[b.VersionId].Number, b.Kind, b.Day, b.Language, b.State, b.Letters,
            written.GetValueOrDefault(b.Id)?.Count ?? 0, written.GetValueOrDefault(b.Id)?.Sheets ?? 0, b.DepartmentId is { } department ? departments[department] : null, b.CreatedByName, b.CreatedAt, b.PrintedByName, b.PrintedAt,
            b.ClosedReason, b.ClosedByName, b.PostageMissing));
    }

    /// <summary>Whoever prints, gives up or writes waits here for the other.</summary>
    private async Task<LetterBatch> LockedAsync(Guid id, CancellationToken cancellationToken)
    {
        await bulk.ExecuteAsync("select 1 from billing.letter_batches where id = $1 for update", [Arg.Of(id)], cancellationToken).ConfigureAwait(false);
        return await LoadAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LetterBatch> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<LetterBatch>().SingleOrDefaultAsync(b => b.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(LetterBatch), id);
}
