using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Customers;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Statements;

/// <summary>Frozen statements, for the page, the PDF and e-mail.</summary>
public interface IStatementDocuments
{
    /// <summary>The statement of a bill as its payer gets it. One from before statements were frozen is frozen now, at its first issue.</summary>
    Task<FrozenStatement> OfBillAsync(Guid billId, CancellationToken cancellationToken = default);
}

/// <param name="FrozenAt">The instant from which it is the same for ever.</param>
public sealed record FrozenStatement(BillDocument Document, string Digest, DateTimeOffset FrozenAt);

internal sealed class StatementDocuments(
    IUtilityBillingDbContext database, StatementProcessor processor, IBillDocumentRenderer renderer, IPermissionChecker permissions, ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user) : IStatementDocuments
{
    private const int Chunk = 500;

    public async Task<FrozenStatement> OfBillAsync(Guid billId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var statement = await database.Set<StatementBill>().AsNoTracking().Where(b => b.BillId == billId)
            .Join(database.Set<Statement>(), b => b.StatementId, s => s.Id, (_, s) => s).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(Bill), billId);
        if (await FindAsync(database, statement.Id, cancellationToken).ConfigureAwait(false) is { } frozen)
            return frozen;
        // In transactions of their own: whoever reads now has an older picture of the database.
        var (town, actor) = (tenant.Tenant!, user.Required);
        await runner.WriteAsync(town, actor, s => s.GetRequiredService<StatementFreezer>().FreezeOneAsync(statement.RunId, statement.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await runner.ReadAsync(town, actor, s => FindAsync(s.GetRequiredService<IUtilityBillingDbContext>(), statement.Id, cancellationToken), cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(Statement), statement.Id);
    }

    /// <summary>Every statement of a run in one file, by number; those that are not frozen yet are frozen first.</summary>
    public async Task<(int Bills, PrintFileResult File)> WriteRunAsync(Guid runId, Stream output, PrintFileOptions options, CancellationToken cancellationToken)
    {
        await processor.FreezeAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        var bills = 0;
        var file = await runner.ReadAsync(tenant.Tenant!, user.Required, s => renderer.RenderAsync(output, OfRunAsync(s.GetRequiredService<BulkWriter>(), runId, cancellationToken)
            .Select(d => { bills += Math.Max(1, d.Units.Count); return d; }), options, cancellationToken), cancellationToken).ConfigureAwait(false);
        return (bills, file);
    }

    private static async IAsyncEnumerable<BillDocument> OfRunAsync(BulkWriter database, Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var rows = await database.QueryAsync(
                """
                select s.number, d.content, p.kind, p.address_lines, p.zip, p.language, p.tracking
                from billing.statements s
                join billing.statement_documents d on d.tenant_id = s.tenant_id and d.statement_id = s.id
                join billing.statement_pieces p on p.tenant_id = s.tenant_id and p.statement_id = s.id and p.piece = 1
                where s.run_id = $1 and s.number > $2 order by s.number limit $3
                """,
                [Arg.Of(runId), Arg.Of(after), Arg.Of(Chunk)],
                r => (Number: r.GetInt64(0), Content: r.GetString(1),
                    Piece: new PieceToPrint(Enum.Parse<RecipientKind>(r.GetString(2)), r.GetFieldValue<string[]>(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetString(5), r.IsDBNull(6) ? null : r.GetString(6))),
                cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
                yield break;
            foreach (var row in rows)
                yield return StatementContent.For(StatementContent.Read(row.Content), row.Piece);
            after = rows[^1].Number;
        }
    }

    private static async Task<FrozenStatement?> FindAsync(IUtilityBillingDbContext database, Guid statementId, CancellationToken cancellationToken)
    {
        var found = await database.Set<StatementDocument>().AsNoTracking().Where(d => d.StatementId == statementId)
            .Join(database.Set<StatementPiece>().Where(p => p.Piece == 1), d => d.StatementId, p => p.StatementId, (d, p) => new { d.Content, d.Digest, d.FrozenAt, Piece = p })
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (found is null)
            return null;
        var piece = new PieceToPrint(found.Piece.Kind, found.Piece.AddressLines, found.Piece.Zip, found.Piece.Language, found.Piece.Tracking);
        return new FrozenStatement(StatementContent.For(StatementContent.Read(found.Content), piece), found.Digest, found.FrozenAt);
    }
}
