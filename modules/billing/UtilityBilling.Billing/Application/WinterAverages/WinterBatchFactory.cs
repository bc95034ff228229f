using UtilityBilling.Data;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Begins a batch in the name of the person at work.</summary>
internal sealed class WinterBatchFactory(INumberSeries numbers, IGuidGenerator guids, IClock clock, ICurrentUser user)
{
    public Task<WinterAverageBatch> ComputedAsync(WinterContext context, Guid cycleId, WinterDates dates, CancellationToken cancellationToken) => NewAsync(WinterBatchKind.Computed, context, cycleId, dates, null, null, cancellationToken);

    public Task<WinterAverageBatch> SingleAsync(WinterContext context, string reason, CancellationToken cancellationToken) => NewAsync(WinterBatchKind.SingleChange, context, null, null, reason, null, cancellationToken);

    public Task<WinterAverageBatch> FileAsync(WinterContext context, string name, string hash, CancellationToken cancellationToken) => NewAsync(WinterBatchKind.PartnerFile, context, null, null, null, (name, hash), cancellationToken);

    private async Task<WinterAverageBatch> NewAsync(WinterBatchKind kind, WinterContext context, Guid? cycleId, WinterDates? dates, string? reason, (string Name, string Hash)? file, CancellationToken cancellationToken) => new()
    {
        Id = guids.Create(),
        Number = (int)await numbers.NextAsync("winter-averages", 1, cancellationToken).ConfigureAwait(false),
        Kind = kind,
        CycleId = cycleId,
        Service = context.Service,
        WindowFrom = dates?.ReadsFrom,
        WindowTo = dates?.ReadsThrough.AddDays(1),
        EffectiveFrom = context.EffectiveFrom,
        TariffVersionId = context.TariffVersionId,
        BigChangePercent = context.BigChangePercent,
        State = kind == WinterBatchKind.Computed ? WinterBatchState.Computing : WinterBatchState.Draft,
        Reason = reason,
        FileName = file?.Name,
        FileHash = file?.Hash,
        PreparedBy = user.Required.UserId,
        PreparedByName = user.Required.DisplayName,
        PreparedAt = clock.UtcNow,
    };
}
