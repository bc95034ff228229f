using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;

namespace UtilityBilling.Customers.Moves;

/// <summary>Opens, ends and takes back the agreements of an occupancy, with their rates and usage sources.</summary>
internal sealed class AgreementWriter(IUtilityBillingDbContext context, IGuidGenerator guids)
{
    /// <param name="occupancy">Whose services they are; its first day is theirs.</param>
    /// <param name="services">What is opened.</param>
    /// <param name="to">The first day without them, where it is known.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task OpenAsync(Occupancy occupancy, IReadOnlyList<MoveInServiceInput> services, DateOnly? to, CancellationToken cancellationToken)
    {
        var opened = services.Select(row => (Row: row, Agreement: new ServiceAgreement
        {
            Id = guids.Create(),
            OccupancyId = occupancy.Id,
            PremiseId = occupancy.PremiseId,
            Service = row.Service!,
            ServicePointId = row.ServicePointId,
            CustomerClass = row.CustomerClass!,
            CycleId = row.CycleId!.Value,
            RouteId = row.ServicePointId is null ? null : row.RouteId,
            From = occupancy.From,
            To = to,
        })).ToList();
        foreach (var (row, agreement) in opened)
        {
            context.Set<ServiceAgreement>().Add(agreement);
            context.Set<RateAssignment>().Add(new RateAssignment { AgreementId = agreement.Id, N = 1, RateCode = row.RateCode!, From = occupancy.From, To = to });
            await AddSourcesAsync(row, agreement, opened, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Every span of the occupancy's services ends on the day; what would only have begun later is taken out.</summary>
    public async Task EndAsync(Guid occupancyId, DateOnly on, CancellationToken cancellationToken)
    {
        var agreements = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancyId && (a.To == null || a.To > on)).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (agreements.Find(a => a.From >= on) is { } later)
            throw new BusinessException(CustomersErrorCodes.MoveOut.ServiceBegunLater).WithData("Service", later.Service).WithData("From", later.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ForField("Input.On");
        var ids = agreements.ConvertAll(a => a.Id);
        foreach (var agreement in agreements)
            agreement.To = on;
        foreach (var rate in await context.Set<RateAssignment>().Where(r => ids.Contains(r.AgreementId) && (r.To == null || r.To > on)).ToListAsync(cancellationToken).ConfigureAwait(false))
            if (rate.From < on)
                rate.To = on;
            else
                context.Set<RateAssignment>().Remove(rate);
        foreach (var source in await context.Set<UsageSource>().Where(s => ids.Contains(s.AgreementId) && (s.To == null || s.To > on)).ToListAsync(cancellationToken).ConfigureAwait(false))
            if (source.From < on)
                source.To = on;
            else
                context.Set<UsageSource>().Remove(source);
    }

    /// <summary>What ended with the occupancy on the day goes on.</summary>
    public async Task ReopenAsync(Guid occupancyId, DateOnly end, CancellationToken cancellationToken)
    {
        var agreements = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancyId && a.To == end).ToListAsync(cancellationToken).ConfigureAwait(false);
        var ids = agreements.ConvertAll(a => a.Id);
        foreach (var agreement in agreements)
            agreement.To = null;
        foreach (var rate in await context.Set<RateAssignment>().Where(r => ids.Contains(r.AgreementId) && r.To == end).ToListAsync(cancellationToken).ConfigureAwait(false))
            rate.To = null;
        foreach (var source in await context.Set<UsageSource>().Where(s => ids.Contains(s.AgreementId) && s.To == end).ToListAsync(cancellationToken).ConfigureAwait(false))
            source.To = null;
    }

    /// <summary>Takes the services of a mistaken sign-up away. What a bill run has counted stays: its keys refuse.</summary>
    public async Task TakeBackAsync(Guid occupancyId, CancellationToken cancellationToken)
    {
        var agreements = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancyId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var ids = agreements.ConvertAll(a => a.Id);
        context.Set<UsageSource>().RemoveRange(await context.Set<UsageSource>().Where(s => ids.Contains(s.AgreementId)).ToListAsync(cancellationToken).ConfigureAwait(false));
        context.Set<ServiceStop>().RemoveRange(await context.Set<ServiceStop>().Where(s => ids.Contains(s.AgreementId)).ToListAsync(cancellationToken).ConfigureAwait(false));
        context.Set<RateAssignment>().RemoveRange(await context.Set<RateAssignment>().Where(r => ids.Contains(r.AgreementId)).ToListAsync(cancellationToken).ConfigureAwait(false));
        context.Set<ServiceAgreement>().RemoveRange(agreements);
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation })
        {
            throw new BusinessException(CustomersErrorCodes.Void.AlreadyUsed, error);
        }
    }

    private async Task AddSourcesAsync(MoveInServiceInput row, ServiceAgreement agreement, List<(MoveInServiceInput Row, ServiceAgreement Agreement)> opened, CancellationToken cancellationToken)
    {
        switch (row.UsageFrom)
        {
            case null or "":
                return;
            case UsageFromWords.Meter:
                AddSource(agreement, 1, UsageSourceKind.Register, row.ServicePointId, null, 1, 1m, null);
                return;
            case UsageFromWords.Fixed:
                AddSource(agreement, 1, UsageSourceKind.Fixed, null, null, 1, 1m, row.FixedQuantity);
                return;
            case UsageFromWords.Former:
                await CopySourcesAsync(row, agreement, opened, cancellationToken).ConfigureAwait(false);
                return;
            default:
                AddSource(agreement, 1, UsageSourceKind.Agreement, null, opened.Find(o => o.Row.Service == row.UsageFrom).Agreement.Id, 1, 1m, null);
                return;
        }
    }

    /// <summary>What fed the last occupant's agreement feeds the new one; its agreements are replaced by their successors opened now.</summary>
    private async Task CopySourcesAsync(MoveInServiceInput row, ServiceAgreement agreement, List<(MoveInServiceInput Row, ServiceAgreement Agreement)> opened, CancellationToken cancellationToken)
    {
        var former = await context.FindOrThrowAsync<ServiceAgreement>(row.FormerAgreementId!.Value, cancellationToken).ConfigureAwait(false);
        if (former.PremiseId != agreement.PremiseId)
            throw new EntityNotFoundException(typeof(ServiceAgreement), former.Id);
        var n = 0;
        foreach (var source in await context.Set<UsageSource>().AsNoTracking().Where(s => s.AgreementId == former.Id && (s.To == null || s.To == former.To)).OrderBy(s => s.N).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            var successor = source.SourceAgreementId is { } fed
                ? opened.Find(o => o.Row.FormerAgreementId == fed).Agreement?.Id ?? await StillRunningAsync(fed, agreement, row, cancellationToken).ConfigureAwait(false)
                : (Guid?)null;
            AddSource(agreement, ++n, source.Kind, source.ServicePointId, successor, source.Sign, source.Share, source.FixedQuantity);
        }
    }

    /// <summary>A source that belongs to somebody else, such as the master of a shared meter, feeds the next one, too.</summary>
    private async Task<Guid> StillRunningAsync(Guid sourceId, ServiceAgreement agreement, MoveInServiceInput row, CancellationToken cancellationToken) =>
        await context.Set<ServiceAgreement>().AnyAsync(a => a.Id == sourceId && (a.To == null || a.To > agreement.From), cancellationToken).ConfigureAwait(false)
            ? sourceId
            : throw new BusinessException(CustomersErrorCodes.MoveIn.UsageSourceMissing).WithData("Service", row.Service);

    private void AddSource(ServiceAgreement agreement, int n, UsageSourceKind kind, Guid? servicePointId, Guid? sourceAgreementId, int sign, decimal share, decimal? fixedQuantity) =>
        context.Set<UsageSource>().Add(new UsageSource
        {
            AgreementId = agreement.Id,
            N = n,
            Kind = kind,
            ServicePointId = servicePointId,
            SourceAgreementId = sourceAgreementId,
            Sign = sign,
            Share = share,
            FixedQuantity = fixedQuantity,
            From = agreement.From,
            To = agreement.To,
        });
}
