using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Printing;

internal sealed class PrintJobAppService(
    IUtilityBillingDbContext database, PrintQueries queries, PrintStore store, PartFiles files, StockUse stock, IPermissionChecker permissions, IBackgroundJobManager jobs, ISettingProvider settings, INumberSeries numbers,
    IGuidGenerator guids, IClock clock, ICurrentUser user, IAuditScope audit) : IPrintJobAppService
{
    public async Task<PagedResult<PrintJobDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PrintJobDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var job = await queries.JobAsync(id, cancellationToken).ConfigureAwait(false);
        return new PrintJobDetailDto(job, await queries.PartsAsync(id, cancellationToken).ConfigureAwait(false), await queries.ProofAsync(job.RunId, cancellationToken).ConfigureAwait(false));
    }

    public async Task<RunPrintingDto> OfRunAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var run = await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        var period = await database.Set<BillingPeriod>().AsNoTracking().Where(p => p.Id == run.PeriodId).Select(p => p.Code).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return new RunPrintingDto(
            runId, run.Number, period ?? "", await queries.ProofAsync(runId, cancellationToken).ConfigureAwait(false), await queries.JobsOfRunAsync(runId, cancellationToken).ConfigureAwait(false),
            await queries.LeftOutAsync(runId, cancellationToken).ConfigureAwait(false), await jobs.FindAsync(StatementFreezeJob.Type, runId, cancellationToken).ConfigureAwait(false));
    }

    public async Task PrepareAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        await jobs.EnqueueAsync(StatementFreezeJob.Type, runId, cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(BillRun), runId, "statements");
    }

    public async Task<Guid> CreateAsync(Guid runId, PrintJobKind kind, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        var run = await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        await store.LockRunAsync(runId, cancellationToken).ConfigureAwait(false);
        var proof = await queries.ProofAsync(runId, cancellationToken).ConfigureAwait(false);
        if (proof.Frozen < proof.Statements)
            throw new BusinessException("Billing:Print.NotReady").WithData("Ready", proof.Frozen).WithData("Statements", proof.Statements);
        var minimum = await settings.GetDecimalAsync(BillingSettings.MinimumBalance, run.BillDate, cancellationToken).ConfigureAwait(false);
        var printsNothingDue = await settings.GetBoolAsync(BillingSettings.PrintsNothingDue, run.BillDate, cancellationToken).ConfigureAwait(false);
        await store.LeaveOutAsync(runId, minimum, printsNothingDue, clock.UtcNow, user.Required.DisplayName, cancellationToken).ConfigureAwait(false);
        var open = await queries.ToPrintAsync(runId, cancellationToken).ConfigureAwait(false);
        if (open.Count == 0)
            throw new BusinessException("Billing:Print.NothingToPrint").WithData("Number", run.Number);
        return await AddAsync(run, kind, open, cancellationToken).ConfigureAwait(false);
    }

    public async Task MarkPrintedAsync(Guid id, int part, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        var (job, row) = await OpenPartAsync(id, part, cancellationToken).ConfigureAwait(false);
        if (row.State != PrintPartState.Waiting)
            throw new BusinessException("Billing:Print.PartNotWaiting").WithData("Part", part);
        await CountAsync(job, row, cancellationToken).ConfigureAwait(false);
        await SettleAsync(job, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> JamAsync(Guid id, int part, JamInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var (job, row) = await OpenPartAsync(id, part, cancellationToken).ConfigureAwait(false);
        if (row.State == PrintPartState.Cancelled)
            throw new BusinessException("Billing:Print.PartNotWaiting").WithData("Part", part);
        var from = input.FromSheet ?? 1;
        if (from > row.Sheets || input.ThroughSheet < from)
            throw new BusinessException("Billing:Print.SheetsOutside").ForField("Input.FromSheet").WithData("Part", part).WithData("Sheets", row.Sheets);
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Print.ReasonMissing").ForField("Input.Reason");
        var spoiled = Jam.Spoiled(await queries.OfPartAsync(id, part, cancellationToken).ConfigureAwait(false), p => (p.FirstSheet, p.Sheets), from, input.ThroughSheet);
        if (spoiled.Count == 0)
            throw new BusinessException("Billing:Print.SpoiledAlready").ForField("Input.FromSheet").WithData("Part", part);

        audit.Reason = input.Reason;
        await store.SpoilAsync(id, spoiled, wasPrinted: true, input.Reason.Trim(), clock.UtcNow, user.Required.DisplayName, cancellationToken).ConfigureAwait(false);
        if (row.State == PrintPartState.Waiting)
            await CountAsync(job, row, cancellationToken).ConfigureAwait(false);
        var next = 1 + await database.Set<PrintPart>().Where(p => p.JobId == id).MaxAsync(p => p.Part, cancellationToken).ConfigureAwait(false);
        database.Set<PrintPart>().Add(new PrintPart { JobId = id, Part = next, State = PrintPartState.Waiting, Pieces = spoiled.Count, Sheets = spoiled.Sum(p => p.Sheets), AfterPart = part });
        job.State = PrintJobState.Open;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var again = Jam.Lay(spoiled, p => p.Sheets).ConvertAll(l => new LaidPiece(l.Piece.StatementId, l.Piece.Piece, l.Piece.Generation + 1, next, l.Position, l.FirstSheet, l.Piece.Sheets, l.Piece.Level));
        await store.AddPiecesAsync(id, again, cancellationToken).ConfigureAwait(false);
        return next;
    }

    public async Task CancelAsync(Guid id, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:Print.ReasonMissing").ForField("Reason");
        var job = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        await store.LockRunAsync(job.RunId, cancellationToken).ConfigureAwait(false);
        var waiting = await database.Set<PrintPart>().Where(p => p.JobId == id && p.State == PrintPartState.Waiting).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (waiting.Count == 0)
            throw new BusinessException("Billing:Print.NothingToCancel").WithData("Number", job.Number);
        audit.Reason = reason;
        foreach (var part in waiting)
        {
            var pieces = await queries.OfPartAsync(id, part.Part, cancellationToken).ConfigureAwait(false);
            await store.SpoilAsync(id, pieces, wasPrinted: false, reason.Trim(), clock.UtcNow, user.Required.DisplayName, cancellationToken).ConfigureAwait(false);
            part.State = PrintPartState.Cancelled;
        }
        await SettleAsync(job, cancellationToken).ConfigureAwait(false);
    }

    public async Task SuppressAsync(Guid runId, long statementNumber, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:Print.ReasonMissing").ForField("LeaveOutReason");
        await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        await store.LockRunAsync(runId, cancellationToken).ConfigureAwait(false);
        var statement = await database.Set<Statement>().AsNoTracking().SingleOrDefaultAsync(s => s.RunId == runId && s.Number == statementNumber, cancellationToken).ConfigureAwait(false);
        if (statement is null || !await database.Set<StatementPiece>().AnyAsync(p => p.StatementId == statement.Id && p.Piece == 1, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Print.NoSuchStatement").ForField("Statement").WithData("Statement", statementNumber);
        if (await database.Set<PieceSuppression>().AnyAsync(s => s.StatementId == statement.Id && s.Piece == 1, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Print.LeftOutAlready").ForField("Statement").WithData("Statement", statementNumber);
        if ((await queries.ToPrintAsync(runId, cancellationToken).ConfigureAwait(false)).All(p => p.StatementId != statement.Id || p.Piece != 1))
            throw new BusinessException("Billing:Print.InAJob").ForField("Statement").WithData("Statement", statementNumber);
        audit.Reason = reason;
        database.Set<PieceSuppression>().Add(new PieceSuppression
        {
            StatementId = statement.Id, Piece = 1, RunId = runId, Reason = SuppressionReason.ByHand, Note = reason.Trim(), At = clock.UtcNow, ByName = user.Required.DisplayName,
        });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task WritePartAsync(Guid id, int part, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        await files.WritePdfAsync(await LoadAsync(id, cancellationToken).ConfigureAwait(false), await PartAsync(id, part, cancellationToken).ConfigureAwait(false), output, cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteVendorFileAsync(Guid id, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        var job = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var parts = await database.Set<PrintPart>().AsNoTracking().Where(p => p.JobId == id && p.State != PrintPartState.Cancelled).OrderBy(p => p.Part).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (parts.Count == 0)
            throw new BusinessException("Billing:Print.NothingToPrint").WithData("Number", job.Number);
        await files.WriteArchiveAsync(job, parts, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Guid> AddAsync(BillRun run, PrintJobKind kind, List<PieceToSort> open, CancellationToken cancellationToken)
    {
        var duplex = await settings.GetBoolAsync(BillingSettings.Duplex, run.BillDate, cancellationToken).ConfigureAwait(false);
        var sorted = Presort.Sort(
            open, p => p.Zip, p => p.Street, await settings.GetIntAsync(BillingSettings.PresortMinimum, run.BillDate, cancellationToken).ConfigureAwait(false),
            await settings.GetIntAsync(BillingSettings.TrayMinimum, run.BillDate, cancellationToken).ConfigureAwait(false));
        var perPart = kind == PrintJobKind.Vendor ? sorted.Count : await settings.GetIntAsync(BillingSettings.PiecesPerPart, run.BillDate, cancellationToken).ConfigureAwait(false);
        int Sheets(PieceToSort piece) => duplex ? (piece.Pages + 1) / 2 : piece.Pages;
        var parts = sorted.Chunk(perPart).Select((pieces, i) => Jam.Lay(pieces, p => Sheets(p.Piece))
            .ConvertAll(l => new LaidPiece(l.Piece.Piece.StatementId, l.Piece.Piece.Piece, l.Piece.Piece.Generation + 1, i + 1, l.Position, l.FirstSheet, Sheets(l.Piece.Piece), l.Piece.Level))).ToList();
        var job = new PrintJob
        {
            Id = guids.Create(),
            Number = (int)await numbers.NextAsync("print-jobs", 1, cancellationToken).ConfigureAwait(false),
            RunId = run.Id,
            Kind = kind,
            State = PrintJobState.Open,
            Duplex = duplex,
            Pieces = sorted.Count,
            Sheets = parts.Sum(p => p.Sum(l => l.Sheets)),
            CreatedByName = user.Required.DisplayName,
            CreatedAt = clock.UtcNow,
        };
        database.Set<PrintJob>().Add(job);
        database.Set<PrintPart>().AddRange(parts.Select((p, i) => new PrintPart { JobId = job.Id, Part = i + 1, State = PrintPartState.Waiting, Pieces = p.Count, Sheets = p.Sum(l => l.Sheets) }));
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await store.AddPiecesAsync(job.Id, [.. parts.SelectMany(p => p)], cancellationToken).ConfigureAwait(false);
        return job.Id;
    }

    /// <summary>From now on what of the part was not spoiled counts as printed.</summary>
    private async Task CountAsync(PrintJob job, PrintPart part, CancellationToken cancellationToken)
    {
        (part.State, part.PrintedAt, part.PrintedByName) = (PrintPartState.Printed, clock.UtcNow, user.Required.DisplayName);
        await store.NotePrintedAsync(job.Id, part.Part, clock.UtcNow, user.Required.UserId, cancellationToken).ConfigureAwait(false);
        await stock.OfPartAsync(job, part, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A job without waiting parts is done; one of which nothing was printed is cancelled.</summary>
    private async Task SettleAsync(PrintJob job, CancellationToken cancellationToken)
    {
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var states = await database.Set<PrintPart>().Where(p => p.JobId == job.Id).Select(p => p.State).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (!states.Contains(PrintPartState.Waiting))
            job.State = states.Contains(PrintPartState.Printed) ? PrintJobState.Done : PrintJobState.Cancelled;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<(PrintJob Job, PrintPart Part)> OpenPartAsync(Guid id, int part, CancellationToken cancellationToken)
    {
        var runId = await database.Set<PrintJob>().Where(j => j.Id == id).Select(j => (Guid?)j.RunId).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(PrintJob), id);
        await store.LockRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return (await LoadAsync(id, cancellationToken).ConfigureAwait(false), await PartAsync(id, part, cancellationToken).ConfigureAwait(false));
    }

    private async Task<PrintJob> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<PrintJob>().SingleOrDefaultAsync(j => j.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(PrintJob), id);

    private async Task<PrintPart> PartAsync(Guid id, int part, CancellationToken cancellationToken) =>
        await database.Set<PrintPart>().SingleOrDefaultAsync(p => p.JobId == id && p.Part == part, cancellationToken).ConfigureAwait(false)
        ?? throw new BusinessException("Billing:Print.NoSuchPart").WithData("Part", part.ToString(CultureInfo.InvariantCulture));

    private async Task<BillRun> PostedAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        return run.State == BillRunState.Posted ? run : throw new BusinessException("Billing:BillRun.NotPostedYet").WithData("Number", run.Number);
    }
}
