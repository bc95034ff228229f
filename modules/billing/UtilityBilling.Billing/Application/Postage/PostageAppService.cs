using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Postage;

internal sealed class PostageAppService(IUtilityBillingDbContext database, BulkWriter bulk, ISettingProvider settings, IPermissionChecker permissions, IGuidGenerator guids) : IPostageAppService
{
    /// <summary>Every piece once: by the sort level and sheets of its latest print that still counts, as e-mail, as left out, or not in a job yet.</summary>
    private const string Lines = """
        select case when x.reason is not null then 'LeftOut' || x.reason when p.delivery = 'Email' and o.piece is null then 'ByEmail' else coalesce(l.sort_level, 'Unsorted') end as line,
               case when x.reason is null and (p.delivery <> 'Email' or o.piece is not null) then l.sheets end as sheets, count(*)
        from billing.statement_pieces p
        left join billing.piece_suppressions x on x.tenant_id = p.tenant_id and x.statement_id = p.statement_id and x.piece = p.piece
        left join billing.pieces_on_paper o on o.tenant_id = p.tenant_id and o.statement_id = p.statement_id and o.piece = p.piece
        left join lateral (
            select g.sort_level, g.sheets from billing.printed_pieces g
            where g.tenant_id = p.tenant_id and g.statement_id = p.statement_id and g.piece = p.piece
              and not exists (select 1 from billing.spoiled_pieces s where s.tenant_id = g.tenant_id and s.statement_id = g.statement_id and s.piece = g.piece and s.generation = g.generation)
            order by g.generation desc limit 1) l on true
        where p.run_id = $1
        group by 1, 2
        order by array_position(array['FiveDigit', 'ThreeDigit', 'Mixed', 'SinglePiece', 'Unsorted', 'ByEmail'], case when x.reason is not null then 'LeftOut' || x.reason when p.delivery = 'Email' and o.piece is null then 'ByEmail' else coalesce(l.sort_level, 'Unsorted') end) nulls last, 1, 2
        """;

    public async Task<IReadOnlyList<PostalRow>> SummaryAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken).ConfigureAwait(false);
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        var sheet = await settings.GetDecimalAsync(BillingSettings.SheetOunces, run.BillDate, cancellationToken).ConfigureAwait(false);
        var envelope = await settings.GetDecimalAsync(BillingSettings.EnvelopeOunces, run.BillDate, cancellationToken).ConfigureAwait(false);
        var rates = await database.Set<PostageRate>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        var table = new PostageTable(rates.Select(r => (r.Level, r.From, r.UpToOunces, r.Price)), run.BillDate);
        var lines = await bulk.QueryAsync(Lines, [Arg.Of(runId)], r => (Line: r.GetString(0), Sheets: r.IsDBNull(1) ? (int?)null : r.GetInt32(1), Pieces: r.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(l => Row(l.Line, l.Sheets, l.Pieces))];

        PostalRow Row(string line, int? sheets, long pieces)
        {
            if (sheets is not { } count || !Enum.TryParse<SortLevel>(line, out var level))
                return new PostalRow(line, null, pieces, null, null, null);
            var ounces = count * sheet + envelope;
            var price = table.Price(level, ounces);
            return new PostalRow(line, count, pieces, ounces * pieces, price, price * pieces);
        }
    }

    public async Task<IReadOnlyList<PostageRateDto>> RatesAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<PostageRate>().AsNoTracking().OrderByDescending(r => r.From).ThenBy(r => r.Level).ThenBy(r => r.UpToOunces)
            .Select(r => new PostageRateDto(r.Level, r.From, r.UpToOunces, r.Price)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task AddRateAsync(PostageRateInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Messages, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var (from, upTo) = (input.From ?? throw new ArgumentException("A price has a day.", nameof(input)), input.UpToOunces ?? throw new ArgumentException("A price has a weight.", nameof(input)));
        if (await database.Set<PostageRate>().AnyAsync(r => r.Level == input.Level && r.From == from && r.UpToOunces == upTo, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Postage.RateTaken").ForField("Input.UpToOunces");
        database.Set<PostageRate>().Add(new PostageRate { Id = guids.Create(), Level = input.Level, From = from, UpToOunces = upTo, Price = input.Price ?? 0 });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
