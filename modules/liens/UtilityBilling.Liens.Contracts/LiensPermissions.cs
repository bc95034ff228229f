using UtilityBilling.Authorization;
using static UtilityBilling.Authorization.RoleNames;

namespace UtilityBilling.Liens;

/// <summary>Rights over the lien docket. The docket itself comes with a later release; the right exists so that roles need no change then.</summary>
public static class LiensPermissions
{
    public const string Group = "Liens";

    public static class Docket
    {
        public const string View = "Liens.Docket.View";
    }
}

public sealed class LiensPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(PermissionDefinitionContext context) =>
        context.Add(LiensPermissions.Group, LiensPermissions.Docket.View, Technician, FinanceDirector, Auditor);
}
