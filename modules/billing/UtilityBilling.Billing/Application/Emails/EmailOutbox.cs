using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Customers.Notes;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Emails;

/// <summary>A message that this sender alone has taken up.</summary>
internal sealed record ClaimedEmail(Guid Id, Guid StatementId, int Piece, string Address, string MessageId, Guid? TemplateVersionId);

/// <summary>The outbox: messages are put in, claimed one by one, and marked with what came of them. Each step is a transaction of its own.</summary>
internal sealed class EmailOutbox(IUtilityBillingDbContext database, BulkWriter bulk, TemplateBook book, IContactLog contacts, IAuditScope audit, ICurrentTenant tenant, ICurrentUser user, IGuidGenerator guids, IClock clock)
{
    /// <summary>A sender that has not said for so long what came of its message was cut off.</summary>
    private static readonly TimeSpan CutOffAfter = TimeSpan.FromMinutes(5);

    /// <summary>After trouble with the server itself it is left alone for so long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Pieces of the run for e-mail in no message yet, each with whether its address is known to be bad.</summary>
    private const string ToQueueSql = """
        select p.statement_id, p.piece, s.account_id, p.email, exists (select 1 from billing.bad_addresses b where b.tenant_id = p.tenant_id and b.account_id = s.account_id and b.address = lower(p.email) and b.cleared_at is null)
        from billing.statement_pieces p join billing.statements s on s.tenant_id = p.tenant_id and s.id = p.statement_id
        where p.run_id = $1 and p.delivery <> 'Paper'
          and not exists (select 1 from billing.email_messages m where m.tenant_id = p.tenant_id and m.statement_id = p.statement_id and m.piece = p.piece)
          and not exists (select 1 from billing.pieces_on_paper o where o.tenant_id = p.tenant_id and o.statement_id = p.statement_id and o.piece = p.piece)
          and not exists (select 1 from billing.piece_suppressions x where x.tenant_id = p.tenant_id and x.statement_id = p.statement_id and x.piece = p.piece)
        order by s.number, p.piece
        """;

    private static readonly IReadOnlyList<StageColumn<QueuedPiece>> Columns =
    [
        Stage.Uuid<QueuedPiece>("id", p => p.Id), Stage.Uuid<QueuedPiece>("statement_id", p => p.StatementId), Stage.Integer<QueuedPiece>("piece", p => p.Piece), Stage.Uuid<QueuedPiece>("account_id", p => p.AccountId),
        Stage.Text<QueuedPiece>("address", p => p.Address), Stage.Text<QueuedPiece>("message_id", p => p.MessageId),
    ];

    public async Task<int> QueueAsync(Guid runId, EmailServer server, CancellationToken cancellationToken)
    {
        var pieces = await bulk.QueryAsync(ToQueueSql, [Arg.Of(runId)], r => (Statement: r.GetGuid(0), Piece: r.GetInt32(1), Account: r.GetGuid(2), Address: r.GetString(3), IsBad: r.GetBoolean(4)), cancellationToken).ConfigureAwait(false);
        var queued = pieces.Where(p => !p.IsBad).Select(p => (p, Id: guids.Create())).Select(x => new QueuedPiece(x.Id, x.p.Statement, x.p.Piece, x.p.Account, x.p.Address, EmailMessage.MessageIdOf(x.Id, server.FromAddress))).ToList();
        var wording = await book.OfKindAsync(TemplateKind.StatementEmail, clock.Today, cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("queued_emails", Columns, queued, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.email_messages (tenant_id, id, statement_id, piece, run_id, account_id, address, message_id, state, tries, not_before, created_at, created_by_name, template_version_id)
            select $1, id, statement_id, piece, $2, account_id, address, message_id, 'Waiting', 0, $3, $3, $4, $5 from pg_temp.queued_emails
            """,
            [Arg.Of(tenant.Id), Arg.Of(runId), Arg.Of(clock.UtcNow), Arg.Of(user.Required.DisplayName), Arg.Of(wording?.Id)], count => new AuditSummary("Email.Queue", runId, count), cancellationToken).ConfigureAwait(false);
        await ToPaperAsync(runId, [.. pieces.Where(p => p.IsBad).Select(p => (p.Statement, p.Piece))], PaperReason.BadAddress, cancellationToken).ConfigureAwait(false);
        return queued.Count;
    }

    /// <summary>The next message that is due, in the order in which they were put in; none while the minute's limit is reached or the server is left alone.</summary>
    public async Task<ClaimedEmail?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        // Senders of one town wait for each other here, so that together they keep the limit.
        var open = await bulk.QueryAsync(
            "select per_minute from billing.email_servers where paused_until is null or paused_until <= $1 for update", [Arg.Of(now)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false);
        if (open is not [var limit])
            return null;
        var inMinute = (await bulk.QueryAsync("select count(*)::int from billing.email_messages where claimed_at > $1", [Arg.Of(now.AddMinutes(-1))], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
        if (inMinute >= limit)
            return null;
        var claimed = await bulk.QueryAsync(
            """
            update billing.email_messages set state = 'Sending', claimed_at = $1, tries = tries + 1
            where (tenant_id, id) = (
                select m.tenant_id, m.id from billing.email_messages m join billing.bill_runs r on r.tenant_id = m.tenant_id and r.id = m.run_id
                where m.state = 'Waiting' and m.not_before <= $1 and r.state = 'Posted' order by m.not_before, m.created_at, m.id limit 1 for update of m skip locked)
            returning id, statement_id, piece, address, message_id, template_version_id
            """,
            [Arg.Of(now)], r => new ClaimedEmail(r.GetGuid(0), r.GetGuid(1), r.GetInt32(2), r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetGuid(5)), cancellationToken).ConfigureAwait(false);
        if (claimed is not [var email])
            return null;
        audit.Add(new AuditSummary("Email.Claim", email.Id, 1));
        return email;
    }

    /// <summary>Messages whose sender was cut off in the middle.</summary>
    public Task<long> SweepAsync(CancellationToken cancellationToken) => bulk.WriteAsync(
        "update billing.email_messages set state = 'InDoubt' where state = 'Sending' and claimed_at < $1", [Arg.Of(clock.UtcNow - CutOffAfter)], count => new AuditSummary("Email.InDoubt", tenant.Id, count), cancellationToken);

    /// <summary>Writes down what came of a message. One that went out has gone out, even where it was taken for cut off meanwhile.</summary>
    public async Task MarkAsync(Guid id, PostResult result, CancellationToken cancellationToken)
    {
        var email = await database.Set<EmailMessage>().SingleAsync(m => m.Id == id, cancellationToken).ConfigureAwait(false);
        if (email.State is not (EmailState.Sending or EmailState.InDoubt))
            return;
        email.Words = Cut(result.Words);
        switch (result.Outcome)
        {
            case PostOutcome.Taken:
                (email.State, email.SentAt) = (EmailState.Sent, clock.UtcNow);
                await NoteSentAsync(email, cancellationToken).ConfigureAwait(false);
                break;
            case PostOutcome.BadAddress:
                await BounceAsync(email, isAddressBad: true, result.Words, cancellationToken).ConfigureAwait(false);
                break;
            case PostOutcome.Refused:
                await GiveUpAsync(email, cancellationToken).ConfigureAwait(false);
                break;
            case PostOutcome.Later:
                await AgainAsync(email, cancellationToken).ConfigureAwait(false);
                break;
            case PostOutcome.InDoubt:
                email.State = EmailState.InDoubt;
                break;
            default:
                (email.State, email.Tries) = (EmailState.Waiting, email.Tries - 1);
                break;
        }
        await ServerAsync(result, cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A message came back for good: its piece goes on paper, and where the address is to blame, no more bills go there.</summary>
    public async Task BounceAsync(EmailMessage email, bool isAddressBad, string? words, CancellationToken cancellationToken)
    {
        email.State = isAddressBad ? EmailState.Bounced : EmailState.Failed;
        email.Words = Cut(words);
        await ToPaperAsync(email.StatementId, email.Piece, isAddressBad ? PaperReason.Bounced : PaperReason.Failed, cancellationToken).ConfigureAwait(false);
        var address = email.Address.ToLowerInvariant();
        if (!isAddressBad || await database.Set<BadAddress>().AnyAsync(a => a.AccountId == email.AccountId && a.Address == address && a.ClearedAt == null, cancellationToken).ConfigureAwait(false))
            return;
        database.Set<BadAddress>().Add(new BadAddress { Id = guids.Create(), AccountId = email.AccountId, Address = address, Words = Cut(words) ?? "", Since = clock.UtcNow });
    }

    /// <summary>Another try later, as long as there is one left; else on paper.</summary>
    public async Task AgainAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        if (email.Tries >= EmailMessage.MaxTries)
            await GiveUpAsync(email, cancellationToken).ConfigureAwait(false);
        else
            (email.State, email.NotBefore) = (EmailState.Waiting, clock.UtcNow + EmailMessage.WaitAfter(email.Tries));
    }

    /// <summary>Puts a piece that goes by e-mail alone on paper. One that is printed anyway, or is on paper already, stays as it is.</summary>
    public Task ToPaperAsync(Guid statementId, int piece, PaperReason reason, CancellationToken cancellationToken) => ToPaperAsync(statementId, [(statementId, piece)], reason, cancellationToken);

    private async Task ToPaperAsync(Guid of, IReadOnlyCollection<(Guid Statement, int Piece)> pieces, PaperReason reason, CancellationToken cancellationToken)
    {
        if (pieces.Count == 0)
            return;
        await bulk.WriteAsync(
            """
            insert into billing.pieces_on_paper (tenant_id, statement_id, piece, run_id, reason, at, by_name)
            select p.tenant_id, p.statement_id, p.piece, p.run_id, $3, $4, $5
            from unnest($1, $2) x(statement_id, piece) join billing.statement_pieces p on p.statement_id = x.statement_id and p.piece = x.piece
            where p.delivery = 'Email' on conflict do nothing
            """,
            [Arg.Ids(pieces.Select(p => p.Statement)), Arg.Numbers(pieces.Select(p => p.Piece)), Arg.Of(reason.ToString()), Arg.Of(clock.UtcNow), Arg.Of(user.Required.DisplayName)],
            count => new AuditSummary("Email.ToPaper", of, count), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Everything of a run for e-mail alone that was not sent, and is not on its way at this moment.</summary>
    public Task<long> RestToPaperAsync(Guid runId, CancellationToken cancellationToken) => bulk.WriteAsync(
        """
        with given_up as (
            update billing.email_messages m set state = 'Failed' from billing.statement_pieces p
            where m.run_id = $1 and m.state in ('Waiting', 'InDoubt') and p.tenant_id = m.tenant_id and p.statement_id = m.statement_id and p.piece = m.piece and p.delivery = 'Email'
            returning m.id)
        insert into billing.pieces_on_paper (tenant_id, statement_id, piece, run_id, reason, at, by_name)
        select p.tenant_id, p.statement_id, p.piece, p.run_id, 'ByHand', $2, $3 from billing.statement_pieces p
        where p.run_id = $1 and p.delivery = 'Email'
          and not exists (select 1 from billing.email_messages m where m.tenant_id = p.tenant_id and m.statement_id = p.statement_id and m.piece = p.piece and m.state in ('Sent', 'Sending'))
        on conflict do nothing
        """,
        [Arg.Of(runId), Arg.Of(clock.UtcNow), Arg.Of(user.Required.DisplayName)], count => new AuditSummary("Email.ToPaper", runId, count), cancellationToken);

    /// <summary>Files it in the account's contact log, and on the payer's bills; copies for others note nothing there.</summary>
    public async Task NoteSentAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        var number = await database.Set<Statement>().Where(s => s.Id == email.StatementId).Select(s => s.Number).SingleAsync(cancellationToken).ConfigureAwait(false);
        await contacts.FileAsync([new FiledContact(email.Id, email.AccountId, email.SentAt!.Value, ContactChannel.Email, ContactTopic.Statement, number.ToString(CultureInfo.InvariantCulture), email.Address)], cancellationToken).ConfigureAwait(false);
        if (email.Piece == 1)
            await bulk.ExecuteAsync(
                "insert into billing.bill_events (tenant_id, id, bill_id, kind, at, by, batch_id) select b.tenant_id, gen_random_uuid(), b.bill_id, 'Sent', $2, $3, $4 from billing.statement_bills b where b.statement_id = $1",
                [Arg.Of(email.StatementId), Arg.Of(clock.UtcNow), Arg.Of(user.Required.UserId), Arg.Of(email.Id)], cancellationToken).ConfigureAwait(false);
    }

    private async Task GiveUpAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        email.State = EmailState.Failed;
        await ToPaperAsync(email.StatementId, email.Piece, PaperReason.Failed, cancellationToken).ConfigureAwait(false);
    }

    private async Task ServerAsync(PostResult result, CancellationToken cancellationToken)
    {
        var server = await database.Set<EmailServer>().SingleAsync(cancellationToken).ConfigureAwait(false);
        if (result.Outcome == PostOutcome.ServerTrouble)
            (server.LastError, server.PausedUntil) = (Cut(result.Words), clock.UtcNow + Pause);
        else if (server.LastError is not null && result.Outcome != PostOutcome.InDoubt)
            (server.LastError, server.PausedUntil) = (null, null);
    }

    private static string? Cut(string? words) => words is null || words.Length <= 500 ? words : words[..500];

    private sealed record QueuedPiece(Guid Id, Guid StatementId, int Piece, Guid AccountId, string Address, string MessageId);
}
