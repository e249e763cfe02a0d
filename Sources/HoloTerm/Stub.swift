import CEditline
package let editline = EL_PROMPT
