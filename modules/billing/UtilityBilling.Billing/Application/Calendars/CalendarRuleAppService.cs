using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Calendars;

internal sealed class CalendarRuleAppService(IUtilityBillingDbContext database, CalendarBooks books, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ICurrentUser user) : ICalendarRuleAppService
{
    public async Task<IReadOnlyList<CalendarRuleDto>> HistoryAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        var cycles = await database.Set<Cycle>().ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken).ConfigureAwait(false);
        var history = await books.RulesAsync(cancellationToken).ConfigureAwait(false);
        return [.. history.Rows.Select(r => new CalendarRuleDto(r.Row.Id, r.Row.CycleId, r.Row.CycleId is { } cycle ? cycles[cycle] : null, r.Row.EffectiveFrom, r.Rules, r.Row.Reason, r.Row.SetByName, r.Row.SetAt))];
    }

    public async Task<CalendarRules> InForceAsync(Guid? cycleId, DateOnly day, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        await CheckCycleAsync(cycleId, cancellationToken).ConfigureAwait(false);
        var history = await books.RulesAsync(cancellationToken).ConfigureAwait(false);
        return new CalendarRules(history.LayoutOn(cycleId, day), history.DatesOn(cycleId, day));
    }

    public async Task SetAsync(SetCalendarRulesInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        await CheckCycleAsync(input.CycleId, cancellationToken).ConfigureAwait(false);
        CalendarRulesCheck.Check(input.Rules, isTown: input.CycleId is null);
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Calendar.ReasonNeeded").ForField("Input.Reason");
        database.Set<CalendarRuleRow>().Add(new CalendarRuleRow
        {
            Id = guids.Create(),
            CycleId = input.CycleId,
            EffectiveFrom = input.EffectiveFrom,
            Document = CalendarRulesJson.Write(input.Rules),
            Reason = input.Reason.Trim(),
            SetByName = user.Required.DisplayName,
            SetAt = clock.UtcNow,
        });
    }

    private async Task CheckCycleAsync(Guid? cycleId, CancellationToken cancellationToken)
    {
        if (cycleId is { } id && !await database.Set<Cycle>().AnyAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(Cycle), id);
    }
}
