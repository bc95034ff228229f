namespace UtilityBilling.Uow;

/// <summary>
/// A page, or one handler of it, that begins its own units of work: signing in (the town is not known yet), work for another town, answers without the database.
/// The page filter then opens none.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DisableUnitOfWorkAttribute : Attribute;
