namespace UtilityBilling.Billing;

/// <summary>Names the assembly whose embedded texts are the billing module's.</summary>
public static class BillingTexts
{
    public static readonly System.Reflection.Assembly Assembly = typeof(BillingTexts).Assembly;
}
