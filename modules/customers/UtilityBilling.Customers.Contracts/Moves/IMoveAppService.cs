namespace UtilityBilling.Customers.Moves;

/// <summary>Move-ins and move-outs. All spans are half-open: on a move day the newcomer pays.</summary>
public interface IMoveAppService
{
    /// <summary>What the form needs for a premise: who is there, the services suggested (as with the last occupant, else by service point), and the choices.</summary>
    Task<MoveInDraft> DraftAsync(Guid premiseId, DateOnly on, CancellationToken cancellationToken = default);

    /// <summary>
    /// Everything that the same person still owes anywhere in town, written-off debts included: the same customer, name, phone, e-mail or legacy id (CA-10). The person is
    /// an existing customer or the one being entered.
    /// </summary>
    Task<IReadOnlyList<OldDebtDto>> OldDebtsAsync(MoveInInput input, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<OldDebtDto>> OldDebtsOfAsync(Guid occupancyId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens service. Each service names class, cycle and rate, a metered one its route, or nothing is kept (PR-11). With an old debt that is neither paid nor under a plan the
    /// move-in is refused, unless a reason is given by somebody who may override, or it is kept as pending. A day to come is pending, too.
    /// </summary>
    Task<MoveInResult> MoveInAsync(MoveInInput input, CancellationToken cancellationToken = default);

    /// <summary>Says "not there" unless the occupancy is one of the account's.</summary>
    Task RequireOccupancyAsync(Guid accountId, Guid occupancyId, CancellationToken cancellationToken = default);

    /// <summary>Makes a pending occupancy active, on its day, after the same check of old debts.</summary>
    Task ActivateAsync(Guid occupancyId, ActivateInput input, CancellationToken cancellationToken = default);

    /// <summary>The meters of an occupancy that are read when it ends on a day.</summary>
    Task<IReadOnlyList<FinalReadPlace>> FinalReadsAsync(Guid occupancyId, DateOnly on, CancellationToken cancellationToken = default);

    /// <summary>What the move-out would do; it refuses what <see cref="MoveOutAsync"/> refuses.</summary>
    Task<MoveOutEffect> MoveOutEffectAsync(MoveOutInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the occupancy and its services; it waits for its final bill. Reads are entered or asked for. Where nobody follows, service reverts to the landlord the same day if an
    /// agreement says so.
    /// </summary>
    Task MoveOutAsync(MoveOutInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes a mistaken sign-up back. It never counted; it stays with its reason. Refused once a bill run has counted its services.</summary>
    Task VoidAsync(Guid occupancyId, VoidInput input, CancellationToken cancellationToken = default);

    /// <summary>The move-outs of an account that may still be taken back.</summary>
    Task<IReadOnlyList<UndoMoveOutEffect>> UndoChoicesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a move-out back: services and enrolments go on as they were, a landlord's time and later sign-ups at the place are voided. Refused once a bill ends with it.
    /// </summary>
    Task UndoMoveOutAsync(Guid occupancyId, UndoMoveOutInput input, CancellationToken cancellationToken = default);

    /// <summary>Where an account may move out: its active and pending occupancies.</summary>
    Task<IReadOnlyList<MoveOutChoice>> MoveOutChoicesAsync(Guid accountId, CancellationToken cancellationToken = default);
}

public sealed record MoveInResult(Guid AccountId, string AccountNumber, Guid OccupancyId, OccupancyStatus Status);

/// <summary>What the move-in form shows for a premise.</summary>
/// <param name="Present">Who lives there on the day, if anybody.</param>
public sealed record MoveInDraft(
    Guid PremiseId,
    string Address,
    PresentOccupant? Present,
    IReadOnlyList<MoveInServiceInput> Services,
    IReadOnlyList<ServicePointChoice> ServicePoints,
    IReadOnlyList<Services.NamedChoice> Cycles,
    IReadOnlyList<Services.NamedChoice> Routes,
    IReadOnlyList<Services.RateChoice> Rates,
    IReadOnlyList<string> Classes);

public sealed record PresentOccupant(Guid OccupancyId, Guid AccountId, string AccountNumber, string CustomerName, DateOnly From, DateOnly? To);

/// <param name="Label">The service and the meter or the place, to choose by.</param>
public sealed record ServicePointChoice(Guid Id, string Service, Guid CycleId, Guid RouteId, string Label);

/// <summary>An unpaid balance of the same person.</summary>
/// <param name="MatchedBy">Why it is thought to be the same person: <c>customer</c>, <c>name</c>, <c>phone</c>, <c>email</c>, <c>legacyId</c>.</param>
/// <param name="StandsInTheWay">Whether it must be paid, planned or overridden before service is opened.</param>
public sealed record OldDebtDto(Guid AccountId, string AccountNumber, string CustomerName, string? Address, decimal Amount, bool IsWrittenOff, bool HasPlan, DateOnly? Since, IReadOnlyList<string> MatchedBy, bool StandsInTheWay);

public sealed record MoveOutChoice(Guid OccupancyId, Guid PremiseId, string Address, DateOnly From, DateOnly? To, OccupancyStatus Status, uint Version);
