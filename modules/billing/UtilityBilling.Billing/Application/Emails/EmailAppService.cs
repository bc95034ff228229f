using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Emails;

internal sealed class EmailAppService(
    IUtilityBillingDbContext database, EmailOutbox outbox, EmailQueries queries, PrintStore runs, IAccountDirectory accounts, IPermissionChecker permissions, IBackgroundJobManager jobs, ICurrentUser user, IClock clock,
    IAuditScope audit) : IEmailAppService
{
    public async Task<RunEmailsDto> OfRunAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var run = await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        var period = await database.Set<BillingPeriod>().AsNoTracking().Where(p => p.Id == run.PeriodId).Select(p => p.Code).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var server = await database.Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var counts = await queries.CountsAsync(runId, cancellationToken).ConfigureAwait(false);
        return new RunEmailsDto(
            runId, run.Number, period ?? "", counts.IsFrozen, server is not null, server?.LastError, server?.PausedUntil, counts.ToQueue, await queries.StatesAsync(runId, cancellationToken).ConfigureAwait(false), counts.OnPaper,
            await queries.TroubledAsync(runId, cancellationToken).ConfigureAwait(false));
    }

    public async Task<int> QueueAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        var run = await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        var server = await ServerAsync(cancellationToken).ConfigureAwait(false);
        await runs.LockRunAsync(runId, cancellationToken).ConfigureAwait(false);
        var counts = await queries.CountsAsync(runId, cancellationToken).ConfigureAwait(false);
        if (!counts.IsFrozen)
            throw new BusinessException("Billing:Email.NotFrozen").WithData("Number", run.Number);
        if (counts.ToQueue == 0)
            throw new BusinessException("Billing:Email.NothingToSend").WithData("Number", run.Number);
        var queued = await outbox.QueueAsync(runId, server, cancellationToken).ConfigureAwait(false);
        await jobs.EnqueueAsync(EmailSendJob.Type, server.Id, cancellationToken).ConfigureAwait(false);
        return queued;
    }

    public async Task<int> RestToPaperAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        await PostedAsync(runId, cancellationToken).ConfigureAwait(false);
        await runs.LockRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return (int)await outbox.RestToPaperAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    public async Task RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var email = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var server = await ServerAsync(cancellationToken).ConfigureAwait(false);
        if (email.State is EmailState.Sent or EmailState.Sending)
            throw new BusinessException("Billing:Email.SentAlready");
        if (await database.Set<PieceOnPaper>().AnyAsync(p => p.StatementId == email.StatementId && p.Piece == email.Piece, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Email.OnPaperAlready");
        (email.State, email.NotBefore, email.Tries) = (EmailState.Waiting, clock.UtcNow, 0);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await jobs.EnqueueAsync(EmailSendJob.Type, server.Id, cancellationToken).ConfigureAwait(false);
    }

    public async Task ConfirmSentAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var email = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (email.State != EmailState.InDoubt)
            throw new BusinessException("Billing:Email.NotInDoubt");
        (email.State, email.SentAt) = (EmailState.Sent, email.ClaimedAt);
        await outbox.NoteSentAsync(email, cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ToPaperAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var email = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (email.State == EmailState.Sending)
            throw new BusinessException("Billing:Email.SentAlready");
        if (email.State != EmailState.Sent)
            email.State = EmailState.Failed;
        await outbox.ToPaperAsync(email.StatementId, email.Piece, PaperReason.ByHand, cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<EmailDto>> ListAsync(PagedRequest request, EmailState? state, string? search, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, state, search, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<EmailReportDto>> ReportsAsync(PagedRequest request, bool onlyOpen, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        return await queries.ReportsAsync(request, onlyOpen, cancellationToken).ConfigureAwait(false);
    }

    public async Task SettleReportAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        var report = await database.Set<EmailReport>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(EmailReport), id);
        if (report.SettledAt is null)
            (report.SettledAt, report.SettledByName) = (clock.UtcNow, user.Required.DisplayName);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<BadAddressDto>> BadAddressesAsync(CancellationToken cancellationToken = default)
    {
        const int most = 200;
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var bad = await database.Set<BadAddress>().AsNoTracking().Where(a => a.ClearedAt == null).OrderBy(a => a.Since).ThenBy(a => a.Id).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByAccountAsync([.. bad.Select(a => a.AccountId).Distinct()], cancellationToken).ConfigureAwait(false);
        return [.. bad.Select(a => new BadAddressDto(a.Id, a.AccountId, cards.GetValueOrDefault(a.AccountId)?.Number ?? "", cards.GetValueOrDefault(a.AccountId)?.CustomerName ?? "", a.Address, a.Words, a.Since))];
    }

    public async Task ClearAddressAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        var bad = await database.Set<BadAddress>().SingleOrDefaultAsync(a => a.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BadAddress), id);
        if (bad.ClearedAt is null)
            (bad.ClearedAt, bad.ClearedByName) = (clock.UtcNow, user.Required.DisplayName);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(BadAddress), id, "cleared");
    }

    private async Task<EmailServer> ServerAsync(CancellationToken cancellationToken) =>
        await database.Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Billing:Email.NoServer");

    private async Task<EmailMessage> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        return await database.Set<EmailMessage>().SingleOrDefaultAsync(m => m.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(EmailMessage), id);
    }

    private async Task<BillRun> PostedAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        return run.State == BillRunState.Posted ? run : throw new BusinessException("Billing:BillRun.NotPostedYet").WithData("Number", run.Number);
    }
}
